package io.micropay.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineBufferTest {

    private static final int MAX = 4096;

    private final LineBuffer buffer = new LineBuffer();

    @Test
    void lineIsHandedOutWithoutItsLineFeed() throws Exception {
        arrive("HELLO#1\n");

        assertThat(buffer.next(MAX)).isEqualTo("HELLO#1");
        assertThat(buffer.next(MAX)).isNull();
    }

    @Test
    void linesThatArriveTogetherAreHandedOutOneByOne() throws Exception {
        arrive("LIST\n\nEXIT\nBAL");

        assertThat(buffer.next(MAX)).isEqualTo("LIST");
        assertThat(buffer.next(MAX)).isEmpty();
        assertThat(buffer.next(MAX)).isEqualTo("EXIT");
        assertThat(buffer.next(MAX)).isNull();
        arrive("ANCE\n");
        assertThat(buffer.next(MAX)).isEqualTo("BALANCE");
        assertThat(buffer.isEmpty()).isTrue();
    }

    @Test
    void oneCarriageReturnBeforeTheLineFeedIsDropped() throws Exception {
        arrive("a\r\nb\r\r\nc\rd\n\r\n");

        assertThat(buffer.next(MAX)).isEqualTo("a");
        assertThat(buffer.next(MAX)).isEqualTo("b\r");
        assertThat(buffer.next(MAX)).isEqualTo("c\rd");
        assertThat(buffer.next(MAX)).isEmpty();
    }

    @Test
    void lineOfTheLongestLengthIsALine() throws Exception {
        arrive("x".repeat(MAX - 1) + "\n");

        assertThat(buffer.next(MAX)).hasSize(MAX - 1);
    }

    @Test
    void carriageReturnCountsAsAByteOfTheLine() throws Exception {
        arrive("x".repeat(MAX - 2) + "\r\n");
        assertThat(buffer.next(MAX)).hasSize(MAX - 2);

        arriveAtMost("x".repeat(MAX - 1) + "\r\n", MAX);
        assertThatThrownBy(() -> buffer.next(MAX)).isInstanceOf(WireException.class);
    }

    @Test
    void lineOneByteLongerIsRefusedBeforeItsEndHasArrived() throws Exception {
        arriveAtMost("x".repeat(MAX) + "\n", MAX);

        assertThatThrownBy(() -> buffer.next(MAX))
                .isInstanceOf(WireException.class)
                .hasMessage("line longer than 4096 bytes");
    }

    @Test
    void bytesAreCountedNotCharacters() throws Exception {
        arrive("\u20ac".repeat(1365) + "\n");
        assertThat(buffer.next(MAX)).hasSize(1365);

        arriveAtMost("\u20ac".repeat(1365) + "x\n", MAX);
        assertThatThrownBy(() -> buffer.next(MAX)).isInstanceOf(WireException.class);
    }

    @Test
    void limitIsThatOfTheReadNotOfTheBuffer() throws Exception {
        arriveAtMost("x".repeat(MAX) + "\n", 16_384);

        assertThatThrownBy(() -> buffer.next(MAX)).isInstanceOf(WireException.class);
        assertThat(buffer.next(16_384)).hasSize(MAX);
    }

    @Test
    void charactersOfAllPlanesAndNulPassUnchanged() throws Exception {
        String line = "Zo\u00eb \u20ac \ud83d\ude00 a\0b \ufffd \ufeff";
        arrive(line + "\n");

        assertThat(buffer.next(MAX)).isEqualTo(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80", // a continuation without a start
                "c080", // an overlong NUL
                "c1bf", // an overlong DEL
                "e08080", // an overlong NUL in three bytes
                "f08080af", // an overlong slash in four
                "eda080", // a high surrogate
                "edb080", // a low surrogate
                "eda0bdedb880", // a surrogate pair, as CESU-8 writes it
                "e282", // a character cut short
                "f09f98", // a character cut short
                "c3", // a start without a continuation
                "f4908080", // beyond U+10FFFF
                "f8888080", // five bytes
                "fe",
                "ff",
                "efbfbdff" // a true U+FFFD, then a wrong byte
            })
    void bytesThatAreNotUtf8AreRefused(String hex) throws Exception {
        arrive(bytes("61" + hex + "620a"));

        assertThatThrownBy(() -> buffer.next(MAX))
                .isInstanceOf(WireException.class)
                .hasMessage("not UTF-8");
    }

    @Test
    void characterCutShortByTheLineFeedIsRefused() throws Exception {
        arrive(bytes("e2820a"));

        assertThatThrownBy(() -> buffer.next(MAX)).isInstanceOf(WireException.class);
    }

    @Property(tries = 200)
    void linesAreTheSameHoweverTheyAreCut(@ForAll @IntRange(min = 1, max = 600) int piece) throws Exception {
        var cut = new LineBuffer();
        var in = new ByteArrayInputStream(("first\n" + "y".repeat(1500) + "\n\nlast\r\n").getBytes(UTF_8)) {
            @Override
            public int read(byte[] bytes, int offset, int length) {
                return super.read(bytes, offset, Math.min(length, piece));
            }
        };
        List<Integer> lengths = new ArrayList<>();
        while (cut.fill(in, MAX) >= 0) {
            for (String line = cut.next(MAX); line != null; line = cut.next(MAX)) {
                lengths.add(line.length());
            }
        }

        assertThat(lengths).containsExactly(5, 1500, 0, 4);
    }

    @Test
    void endOfTheStreamIsTold() throws Exception {
        assertThat(buffer.fill(new ByteArrayInputStream(new byte[0]), MAX)).isNegative();
        assertThat(buffer.isEmpty()).isTrue();
    }

    private void arrive(String text) throws IOException {
        arrive(text.getBytes(UTF_8));
    }

    private void arrive(byte[] bytes) throws IOException {
        var in = new ByteArrayInputStream(bytes);
        while (in.available() > 0) {
            buffer.fill(in, 16_384);
        }
    }

    /// As much of the text as is read before the buffer holds the limit.
    private void arriveAtMost(String text, int bytesMax) throws IOException {
        buffer.clear();
        var in = new ByteArrayInputStream(text.getBytes(UTF_8));
        while (in.available() > 0 && buffer.size() < bytesMax) {
            buffer.fill(in, bytesMax);
        }
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
