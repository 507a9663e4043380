package io.micropay.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micropay.money.AccountName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RequestCodecTest {

    /// Parts of lines, most of which are of some form, or nearly so.
    private static final List<String> PARTS = List.of(
            "HELLO",
            "hello",
            "REGISTER",
            "LOGIN",
            "BALANCE",
            "LIST",
            "KEY",
            "TRANS",
            "STATUS",
            "CANCEL",
            "HISTORY",
            "EXIT",
            "RELAY",
            "ENROLL",
            "EVENTS",
            "ON",
            "DECLINED",
            "Welcome2026",
            "SHOP",
            "PUBLISH",
            "SETTLE",
            "STOCK",
            "SHOPS",
            "BROWSE",
            "MENU",
            "BUY",
            "RECEIPT",
            "OPEN",
            "tea:1,cake:2",
            "2026-01-31",
            "5f".repeat(32),
            "Joanne",
            "lily",
            "JOANNE",
            "@treasury",
            "",
            "0",
            "1",
            "2",
            "100",
            "101",
            "0.5",
            "-1",
            "2000",
            "65536",
            "TAKEOVER",
            "01956f3a-5c1e-7a3b-8c4d-0123456789ab",
            "2026-01-31T12:10:00Z",
            "2026-01-31T12:10:00.000Z",
            "2026-02-30T12:10:00Z",
            "Y29mZmVl",
            "AAAA",
            "AB",
            "=",
            "\r",
            "\0",
            "\u212a");

    static List<Arguments> vectors() {
        List<String> lines = WireVectors.read("requests.txt");
        List<Arguments> vectors = new ArrayList<>();
        for (int i = 0; i < lines.size(); i += 2) {
            vectors.add(Arguments.of(lines.get(i), lines.get(i + 1).strip()));
        }
        return vectors;
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void lineIsReadAsWritten(String line, String reading) {
        assertThat(reading(RequestCodec.decode(WireVectors.unescaped(line)))).isEqualTo(reading);
    }

    @Test
    void emptyLineIsNoRequest() {
        assertThat(RequestCodec.decode("")).isEqualTo(new Request.Unreadable("unknown request"));
    }

    private static String reading(Request request) {
        return switch (request) {
            case Request.Unreadable unreadable -> "230 " + unreadable.reason();
            case Request.UnreadableUpload unreadable -> "230, and the end: " + unreadable.reason();
            default -> request.toString();
        };
    }

    @Property
    void everyStringIsReadAsSomething(@ForAll String line) {
        assertThat(RequestCodec.decode(line)).isNotNull();
    }

    /// Nothing but the verb's case, the short form of a login and the order of a basket can be written in two ways, so
    /// what was signed is what was sent.
    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void requestIsWrittenInOneWay(@ForAll("almostRequests") String line) {
        Request request = RequestCodec.decode(line);
        if (isSayable(request)) {
            assertThat(RequestCodec.encode(request)).isEqualTo(inLongForm(line));
        }
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void requestReadsBackFromItsLine(@ForAll("requests") Request request) {
        Request read = RequestCodec.decode(RequestCodec.encode(request));
        assertThat(read).isEqualTo(request).hasToString(request.toString());
    }

    private static boolean isSayable(Request request) {
        return !(request instanceof Request.Unreadable)
                && !(request instanceof Request.UnreadableUpload)
                && !(request instanceof Request.BadAmount);
    }

    private static String inLongForm(String line) {
        if (RequestCodec.decode(line) instanceof Request.Buy buy) {
            return "BUY#" + buy.merchant() + "#" + buy.basket();
        }
        String verb = line.split("#", 2)[0];
        return AccountName.isReserved(verb)
                ? verb.toUpperCase(Locale.ROOT) + line.substring(verb.length())
                : "LOGIN#" + line;
    }

    @Provide
    Arbitrary<String> almostRequests() {
        Arbitrary<String> parts = Arbitraries.of(PARTS);
        Arbitrary<String> anyParts = parts.list().ofMinSize(1).ofMaxSize(10).map(chosen -> String.join("#", chosen));
        Arbitrary<String> changed = Combinators.combine(
                        requests().map(RequestCodec::encode),
                        parts,
                        Arbitraries.integers().between(0, 8))
                .as(RequestCodecTest::withPart);
        return Arbitraries.oneOf(anyParts, changed, changed.map(line -> line.toLowerCase(Locale.ROOT)));
    }

    private static String withPart(String line, String part, int index) {
        String[] parts = line.split("#", -1);
        parts[index % parts.length] = part;
        return String.join("#", parts);
    }

    @Provide
    Arbitrary<Request> requests() {
        return WireArbitraries.requests();
    }

    @Test
    void whatOnlyAReaderCanMakeIsNotSaid() {
        assertThatThrownBy(() -> RequestCodec.encode(new Request.Unreadable("x")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RequestCodec.encode(new Request.UnreadableUpload("x")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RequestCodec.encode(new Request.BadAmount()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
