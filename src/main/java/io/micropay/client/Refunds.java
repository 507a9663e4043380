package io.micropay.client;

import io.micropay.money.Amount;
import io.micropay.money.Purpose;
import io.micropay.payment.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which payments of a history are refunds.
///
/// A memo only claims to be one. It is one when the original ran between the same two in the other direction, and all
/// refunds of it total at most its amount: one that would go beyond that is none.
final class Refunds {

    private Refunds() {}

    /// The payment that `claim` says it pays back: earlier, and between the same two in the other direction.
    ///
    /// @param history newest first, as far back as the original at least
    static Optional<Receipt> original(Receipt claim, List<Receipt> history) {
        return Purpose.of(claim.memo()) instanceof Purpose.Refund refund
                ? history.stream()
                        .filter(receipt -> receipt.id().equals(refund.original())
                                && receipt.seq() < claim.seq()
                                && receipt.payer().equals(claim.payee())
                                && receipt.payee().equals(claim.payer()))
                        .findFirst()
                : Optional.empty();
    }

    /// The refunds of a payment, the oldest first.
    ///
    /// @param history newest first, as far back as the original at least
    static List<Receipt> of(Receipt original, List<Receipt> history) {
        List<Receipt> refunds = new ArrayList<>();
        long left = original.amount().micros();
        for (Receipt claim : history.reversed()) {
            boolean claims = original(claim, history).filter(original::equals).isPresent();
            if (claims && claim.amount().micros() <= left) {
                refunds.add(claim);
                left -= claim.amount().micros();
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
}
