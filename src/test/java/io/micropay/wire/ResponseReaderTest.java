package io.micropay.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ResponseReaderTest {

    private static final String ASKED = "asked ";

    /// The lines of one answer, what was asked before, and how they are read.
    static List<Arguments> vectors() {
        List<Arguments> vectors = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        String asked = "";
        for (String line : WireVectors.read("answers.txt")) {
            if (line.startsWith(ASKED)) {
                asked = line.substring(ASKED.length());
            } else if (line.matches("[=<!] .*")) {
                vectors.add(Arguments.of(asked, List.copyOf(lines), line));
                lines.clear();
            } else {
                lines.add(WireVectors.unescaped(line));
            }
        }
        return vectors;
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void answerIsReadAsWritten(String asked, List<String> lines, String reading) {
        String expected = reading.substring(2);
        try {
            Response response = read(RequestCodec.decode(asked), lines);
            assertThat(response).hasToString(expected);
            if (reading.startsWith("=")) {
                assertThat(ResponseCodec.encode(response)).isEqualTo(String.join("\n", lines));
            }
        } catch (FormatException noAnswer) {
            assertThat("! " + noAnswer.reason()).isEqualTo(reading);
        }
    }

    /// An answer and what it answers.
    record Exchange(Request asked, Response answer) {}

    @Provide
    Arbitrary<Exchange> exchanges() {
        return WireArbitraries.requests()
                .flatMap(asked -> WireArbitraries.answersTo(asked).map(answer -> new Exchange(asked, answer)));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void answerReadsBackFromItsLines(@ForAll("exchanges") Exchange exchange) throws Exception {
        Response read = read(exchange.asked(), lines(exchange.answer()));
        assertThat(read)
                .isEqualTo(exchange.answer())
                .hasToString(exchange.answer().toString());
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void whatALaterVersionAddsIsIgnored(@ForAll("exchanges") Exchange exchange) throws Exception {
        List<String> later = new ArrayList<>();
        for (String line : lines(exchange.answer())) {
            later.add("!LATER#" + line);
            later.add(line + "#later#");
        }

        assertThat(read(exchange.asked(), later)).isEqualTo(exchange.answer());
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void linesAreAnAnswerOrRefusedNothingElse(
            @ForAll("someLines") List<String> lines, @ForAll("requests") Request asked) {
        try {
            assertThat(read(asked, lines)).isNotNull();
        } catch (FormatException noAnswer) {
            assertThat(noAnswer.reason()).isNotEmpty();
        }
    }

    @Provide
    Arbitrary<List<String>> someLines() {
        Arbitrary<String> anything = Arbitraries.oneOf(
                Arbitraries.strings(),
                Arbitraries.of(
                        "", "!", "#", "0", "1", "2", "3", "-1", "5", "Joanne#::1#0", "COMMITTED", "HELLO#1#", "KEY#x"));
        Arbitrary<List<String>> answers = exchanges().map(exchange -> lines(exchange.answer()));
        return Combinators.combine(
                        anything.list().ofMaxSize(2), answers, anything.list().ofMaxSize(3))
                .as((before, answer, after) -> {
                    List<String> all = new ArrayList<>(before);
                    all.addAll(answer);
                    all.addAll(after);
                    return all;
                });
    }

    @Provide
    Arbitrary<Request> requests() {
        return WireArbitraries.requests();
    }

    private static List<String> lines(Response response) {
        return Arrays.asList(ResponseCodec.encode(response).split("\n", -1));
    }

    /// Reads the lines; when they run out, so does the connection.
    private static Response read(Request asked, List<String> lines) throws FormatException {
        Iterator<String> next = lines.iterator();
        return ResponseReader.read(asked, () -> {
            if (!next.hasNext()) {
                throw new FormatException("the connection ended");
            }
            return next.next();
        });
    }
}
