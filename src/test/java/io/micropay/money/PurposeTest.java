package io.micropay.money;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PurposeTest {

    @Test
    void memoOfAReservedFormSaysWhatItIsFor() {
        PaymentId id = PaymentId.next();
        String hash = "5f".repeat(32);

        assertThat(purpose("order:Zk3vQ9bT1xYw:" + hash))
                .isEqualTo(new Purpose.Order(new OrderId("Zk3vQ9bT1xYw"), hash));
        assertThat(purpose("order:" + id + ":" + hash)).isEqualTo(new Purpose.Order(new OrderId(id.toString()), hash));
        assertThat(purpose("refund:" + id)).isEqualTo(new Purpose.Refund(id));
        assertThat(purpose("request:abcd1234")).isEqualTo(new Purpose.Request("abcd1234"));
        assertThat(purpose("tea")).isEqualTo(new Purpose.Words("tea"));
        assertThat(purpose("")).isEqualTo(new Purpose.Words(""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "refund:",
                "refund:x",
                "request:short",
                "request:with space",
                "order:1",
                "order:Zk3vQ9bT1xYw:5f",
                "Refund:1"
            })
    void otherMemosAreWords(String text) {
        assertThat(purpose(text)).isEqualTo(new Purpose.Words(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"order:", "refund:x", "request:please"})
    void nobodyTypesAReservedBeginning(String words) {
        assertThat(Purpose.isReserved(words)).isTrue();
        assertThat(Purpose.isReserved("an " + words)).isFalse();
    }

    @Test
    void memoIsWhatItWasReadFrom() {
        Purpose refund = new Purpose.Refund(PaymentId.next());

        assertThat(Purpose.of(refund.memo().orElseThrow())).isEqualTo(refund);
        assertThat(new Purpose.Words("x".repeat(141)).memo()).isEmpty();
    }

    private static Purpose purpose(String text) {
        return Purpose.of(Memo.of(text).orElseThrow());
    }
}
