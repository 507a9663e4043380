package io.micropay.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micropay.money.Base64Url;
import io.micropay.money.PaymentOrder;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerMessageTest {

    private static final String ORDER =
            "ORDER#Joanne#0.35#Lily#01956f3a-5c1e-7a3b-8c4d-0123456789ab#2026-01-31T12:10:00Z#Y29mZmVl#AAAA";

    @Test
    void orderCarriesTheSixFieldsAndTheSignature() throws Exception {
        assertThat(PeerMessage.parse(ORDER))
                .hasToString("Order[order=Joanne#0.35#Lily#01956f3a-5c1e-7a3b-8c4d-0123456789ab#2026-01-31T12:10:00Z"
                        + "#Y29mZmVl, payerSignature=AAAA]");
        assertThat(PeerMessage.parse(ORDER).line()).isEqualTo(ORDER);
    }

    @Test
    void answerIsOneOfTwo() throws Exception {
        assertThat(PeerMessage.parse("ACCEPTED#BBBB")).hasToString("Accepted[payeeSignature=BBBB]");
        assertThat(PeerMessage.parse("DECLINED#not today")).isEqualTo(new PeerMessage.Declined("not today"));
    }

    @Test
    void whatALaterVersionAddsToAnAnswerIsIgnored() throws Exception {
        assertThat(PeerMessage.parse("ACCEPTED#BBBB#later")).hasToString("Accepted[payeeSignature=BBBB]");
        assertThat(PeerMessage.parse("DECLINED#no#later")).isEqualTo(new PeerMessage.Declined("no"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "order#",
                "ORDER",
                "ORDER#Joanne#-1#Lily#01956f3a-5c1e-7a3b-8c4d-0123456789ab#2026-01-31T12:10:00Z##AAAA",
                "ORDER#Joanne#1#Li ly#01956f3a-5c1e-7a3b-8c4d-0123456789ab#2026-01-31T12:10:00Z##AAAA",
                "ORDER#Joanne#1#Lily#01956f3a-5c1e-7a3b-8c4d-0123456789ab#2026-01-31T12:10:00Z##",
                "ORDER#Joanne#1#Lily#01956f3a-5c1e-7a3b-8c4d-0123456789ab#2026-01-31T12:10:00Z#",
                "ORDER#Joanne#1#Lily#01956f3a-5c1e-7a3b-8c4d-0123456789ab#2026-01-31T12:10:00Z##AAAA#later",
                "ACCEPTED",
                "ACCEPTED#",
                "ACCEPTED#AAAA=",
                "accepted#AAAA",
                "TRANS OK#1"
            })
    void otherLinesAreRefused(String line) {
        assertThatThrownBy(() -> PeerMessage.parse(line)).isInstanceOf(FormatException.class);
    }

    /// A peer's words end on a terminal.
    @Test
    void reasonIsMadeFitToShow() throws Exception {
        assertThat(PeerMessage.parse("DECLINED#\u001b[2Jno\u202e")).isEqualTo(new PeerMessage.Declined("[2Jno"));
        assertThat(PeerMessage.parse("DECLINED#" + "x".repeat(201)))
                .isEqualTo(new PeerMessage.Declined("x".repeat(200)));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void messageReadsBackFromItsLine(@ForAll("messages") PeerMessage message) throws Exception {
        assertThat(PeerMessage.parse(message.line())).isEqualTo(message).hasToString(message.toString());
    }

    @Provide
    Arbitrary<PeerMessage> messages() {
        Arbitrary<PaymentOrder> orders = WireArbitraries.orders();
        Arbitrary<Base64Url> signatures = WireArbitraries.signatures();
        return Arbitraries.oneOf(
                Combinators.combine(orders, signatures).as(PeerMessage.Order::new),
                signatures.map(PeerMessage.Accepted::new),
                WireArbitraries.words().map(PeerMessage.Declined::new));
    }

    @Property
    void everyStringIsAMessageOrRefused(@ForAll String line) {
        try {
            assertThat(PeerMessage.parse(line)).isNotNull();
        } catch (FormatException none) {
            assertThat(none.reason()).isNotEmpty();
        }
    }
}
