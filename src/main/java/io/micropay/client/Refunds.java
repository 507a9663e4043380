package io.micropay.client;

import io.micropay.money.Amount;
import io.micropay.money.Paid;
import io.micropay.money.RefundTally;
import io.micropay.payment.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which payments of a history are refunds, by the rule of [RefundTally].
final class Refunds {

    private Refunds() {}

    /// The payment that `claim` says it pays back: earlier, and between the same two in the other direction.
    ///
    /// @param history newest first, as far back as the original at least
    static Optional<Receipt> original(Receipt claim, List<Receipt> history) {
        Paid claimed = paid(claim);
        return history.stream()
                .filter(receipt -> receipt.seq() < claim.seq() && paid(receipt).isClaimedBy(claimed))
                .findFirst();
    }

    /// The refunds of a payment, the oldest first.
    ///
    /// @param history newest first, as far back as the original at least
    static List<Receipt> of(Receipt original, List<Receipt> history) {
        RefundTally tally = new RefundTally();
        List<Receipt> refunds = new ArrayList<>();
        for (Receipt receipt : history.reversed()) {
            if (tally.add(paid(receipt)).filter(paid(original)::equals).isPresent()) {
                refunds.add(receipt);
            }
        }
        return refunds;
    }

    /// What can still be paid back.
    static Amount left(Receipt original, List<Receipt> history) {
        long refunded = of(original, history).stream()
                .mapToLong(refund -> refund.amount().micros())
                .sum();
        return new Amount(original.amount().micros() - refunded);
    }

    private static Paid paid(Receipt receipt) {
        return new Paid(receipt.payer(), receipt.payee(), receipt.id(), receipt.amount(), receipt.memo());
    }
}
