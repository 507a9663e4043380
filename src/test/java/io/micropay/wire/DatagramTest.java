package io.micropay.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatagramTest {

    @ParameterizedTest
    @ValueSource(strings = {"1#SHOPS#1", "aZ09aZ09#", "7#100 OK\nsecond line", "x###"})
    void whatIsWrittenIsReadBack(String text) {
        Datagram datagram = Datagram.parse(text.getBytes(UTF_8)).orElseThrow();

        assertThat(new String(datagram.bytes(), UTF_8)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SHOPS", "#SHOPS#1", "123456789#SHOPS#1", "a-b#SHOPS#1", "ä#SHOPS#1", " 1#SHOPS#1"})
    void whatHasNoTagSaysNothing(String text) {
        assertThat(Datagram.parse(text.getBytes(UTF_8))).isEmpty();
    }

    @Test
    void bytesThatAreNotUtf8SayNothing() {
        assertThat(Datagram.parse(new byte[] {'1', '#', (byte) 0xff})).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1#EXIT\n", "1#EXIT\r\n", "1#EXIT"})
    void lineFeedOfAPersonIsDropped(String text) {
        assertThat(Datagram.parse(text.getBytes(UTF_8))).contains(new Datagram("1", "EXIT"));
    }

    @Test
    void limitIsOfBytesAndCountsTheTag() {
        assertThat(new Datagram("12", "x".repeat(1_197)).fits()).isTrue();
        assertThat(new Datagram("12", "x".repeat(1_198)).fits()).isFalse();
        assertThat(new Datagram("12", "ä".repeat(599)).fits()).isFalse();
    }

    @Test
    void tagThatIsNoneIsABug() {
        assertThatThrownBy(() -> new Datagram("", "x")).isInstanceOf(IllegalArgumentException.class);
    }
}
