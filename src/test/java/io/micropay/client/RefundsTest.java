package io.micropay.client;

import static io.micropay.testing.TestReceipts.receipt;
import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.money.PaymentId;
import io.micropay.payment.Receipt;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefundsTest {

    private final PaymentId id = PaymentId.next();
    private final String memo = "refund:" + id;
    private final Receipt original = receipt(5, "Joanne", "10", "Lily", id, "tea");

    @Test
    void refundRunsBetweenTheSameTwoInTheOtherDirection() {
        Receipt refund = claim(6, "Lily", "4", "Joanne", memo);

        assertThat(Refunds.of(original, List.of(refund, original))).containsExactly(refund);
        assertThat(Refunds.left(original, List.of(refund, original))).hasToString("6");
    }

    @Test
    void otherClaimsAreNoRefunds() {
        List<Receipt> history = List.of(
                claim(10, "Lily", "1", "Ben", memo),
                claim(9, "Ben", "1", "Joanne", memo),
                claim(8, "Joanne", "1", "Lily", memo),
                claim(7, "Lily", "1", "Joanne", "refund:" + PaymentId.next()),
                claim(6, "Lily", "1", "Joanne", "refund " + id),
                original,
                claim(4, "Lily", "1", "Joanne", memo));

        assertThat(Refunds.of(original, history)).isEmpty();
        assertThat(Refunds.left(original, history)).hasToString("10");
    }

    @Test
    void refundsTotalAtMostTheAmountOfTheOriginal() {
        Receipt first = claim(6, "Lily", "4", "Joanne", memo);
        Receipt tooMuch = claim(7, "Lily", "6.000001", "Joanne", memo);
        Receipt rest = claim(8, "Lily", "6", "Joanne", memo);
        Receipt beyond = claim(9, "Lily", "0.000001", "Joanne", memo);

        List<Receipt> history = List.of(beyond, rest, tooMuch, first, original);
        assertThat(Refunds.of(original, history)).containsExactly(first, rest);
        assertThat(Refunds.left(original, history)).hasToString("0");
    }

    @Test
    void samePaymentIdOfAnotherPayerIsAnotherPayment() {
        Receipt copied = receipt(3, "Ben", "100", "Lily", id, "tea");
        Receipt refund = claim(6, "Lily", "4", "Joanne", memo);

        assertThat(Refunds.original(refund, List.of(refund, original, copied))).contains(original);
        assertThat(Refunds.of(copied, List.of(refund, original, copied))).isEmpty();
    }

    private static Receipt claim(long seq, String payer, String amount, String payee, String memo) {
        return receipt(seq, payer, amount, payee, PaymentId.next(), memo);
    }
}
