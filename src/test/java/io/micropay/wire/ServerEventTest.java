package io.micropay.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micropay.wire.ServerEvent.Ordered;
import io.micropay.wire.ServerEvent.Paid;
import io.micropay.wire.ServerEvent.Relayed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

class ServerEventTest {

    static List<Arguments> vectors() {
        List<String> lines = WireVectors.read("events.txt");
        List<Arguments> vectors = new ArrayList<>();
        for (int i = 0; i < lines.size(); i += 2) {
            vectors.add(Arguments.of(lines.get(i), lines.get(i + 1)));
        }
        return vectors;
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void eventIsReadAsWritten(String line, String reading) {
        assertThat(ServerEvent.isEvent(line)).isTrue();
        try {
            Optional<ServerEvent> event = ServerEvent.parse(line);
            assertThat(event).hasToString(reading.substring(2));
            if (reading.startsWith("=")) {
                assertThat(event.orElseThrow().line()).isEqualTo(line);
            }
        } catch (FormatException notOfTheForm) {
            assertThat("! " + notOfTheForm.reason()).isEqualTo(reading);
        }
    }

    @Provide
    Arbitrary<ServerEvent> events() {
        Arbitrary<Response> outcomes = Arbitraries.oneOf(
                WireArbitraries.words().map(Response.Declined::new),
                WireArbitraries.proofs().map(Response.TransOk::new));
        return Arbitraries.oneOf(
                Combinators.combine(WireArbitraries.proofs(), WireArbitraries.amounts())
                        .as(Paid::new),
                Combinators.combine(WireArbitraries.orders(), WireArbitraries.signatures())
                        .as(Ordered::new),
                Combinators.combine(WireArbitraries.ids(), outcomes).as(Relayed::new));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void eventReadsBackFromItsLine(@ForAll("events") ServerEvent event) throws Exception {
        assertThat(ServerEvent.parse(event.line())).contains(event);
        assertThat(ServerEvent.parse(event.line() + "#later")).contains(event);
    }

    @Property
    void anyLineIsAnEventNoneOrRefused(@ForAll String line) {
        try {
            assertThat(ServerEvent.parse("!" + line)).isNotNull();
        } catch (FormatException notOfTheForm) {
            assertThat(notOfTheForm.reason()).isNotEmpty();
        }
    }

    @Test
    void anAnswerIsNoEvent() throws Exception {
        assertThat(ServerEvent.isEvent("PENDING")).isFalse();
        assertThat(ServerEvent.parse("PENDING")).isEmpty();
    }

    @Test
    void whatIsNoOutcomeIsNotTold() {
        var id = WireArbitraries.ids().sample();
        assertThatThrownBy(() -> new Relayed(id, new Response.Pending())).isInstanceOf(IllegalArgumentException.class);
    }
}
