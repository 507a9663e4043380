package io.micropay.settlement;

import static io.micropay.settlement.TestDay.payment;
import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.money.PaymentId;
import java.util.List;
import org.junit.jupiter.api.Test;

class MerchantDayTest {

    private static final String MORNING = "2026-05-01T08:00:00.000Z";
    private static final String NOON = "2026-05-01T12:00:00.000Z";

    private final PaymentId id = PaymentId.next();

    @Test
    void whatTheMerchantIsPaidBelongsToItsDayInUtc() {
        assertThat(amounts(
                        payment("Joanne", "1", "Lily", "", "2026-04-30T23:59:59.999Z"),
                        payment("Joanne", "2", "Lily", "", "2026-05-01T00:00:00.000Z"),
                        payment("Joanne", "3", "lily", "", "2026-05-01T23:59:59.999Z"),
                        payment("Joanne", "4", "Lily", "", "2026-05-02T00:00:00.000Z")))
                .containsExactly("2", "3");
    }

    @Test
    void whatTheMerchantSpendsDoesNot() {
        assertThat(amounts(
                        payment("@treasury", "1000", "Lily", "", MORNING),
                        payment("Lily", "5", "Ben", id, "beans", MORNING),
                        payment("Ben", "2", "Lily", "refund:" + id, NOON),
                        payment("Joanne", "1", "Ben", "", NOON)))
                .isEmpty();
    }

    @Test
    void aRefundIsTakenOffOnTheDayOnWhichItIsPaid() {
        assertThat(amounts(
                        payment("Joanne", "10", "Lily", id, "tea", "2026-04-20T08:00:00.000Z"),
                        payment("Lily", "4", "Joanne", "refund:" + id, "2026-04-30T08:00:00.000Z"),
                        payment("Lily", "6", "Joanne", "refund:" + id, MORNING)))
                .containsExactly("-6");
    }

    @Test
    void whatOnlyClaimsToBeARefundIsNone() {
        assertThat(amounts(
                        payment("Lily", "1", "Joanne", "refund:" + id, MORNING),
                        payment("Joanne", "10", "Lily", id, "tea", MORNING),
                        payment("Lily", "1", "Ben", "refund:" + id, NOON),
                        payment("Lily", "10.000001", "Joanne", "refund:" + id, NOON),
                        payment("Lily", "1", "Joanne", "refund " + id, NOON),
                        payment("Lily", "1", "Joanne", "refund:" + PaymentId.next(), NOON)))
                .containsExactly("10");
    }

    @Test
    void refundsThatGoBeyondTheOriginalAreNone() {
        assertThat(amounts(
                        payment("Joanne", "10", "Lily", id, "tea", "2026-04-20T08:00:00.000Z"),
                        payment("Lily", "7", "Joanne", "refund:" + id, "2026-04-30T08:00:00.000Z"),
                        payment("Lily", "4", "Joanne", "refund:" + id, MORNING),
                        payment("Lily", "3", "Joanne", "refund:" + id, NOON)))
                .containsExactly("-3");
    }

    @Test
    void anotherPayersPaymentOfTheSameIdIsAnother() {
        assertThat(amounts(
                        payment("Ben", "100", "Lily", id, "tea", MORNING),
                        payment("Joanne", "10", "Lily", id, "tea", MORNING),
                        payment("Lily", "11", "Joanne", "refund:" + id, NOON),
                        payment("Lily", "10", "Joanne", "refund:" + id, NOON)))
                .containsExactly("100", "10", "-10");
    }

    private static List<String> amounts(LedgerPayment... payments) {
        MerchantDay day = new MerchantDay(TestDay.LILY, TestDay.DATE);
        for (LedgerPayment payment : payments) {
            day.add(payment);
        }
        return day.rows().stream().map(row -> row.amount().toString()).toList();
    }
}
