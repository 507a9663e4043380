package io.micropay.client;

import io.micropay.money.Amount;
import io.micropay.money.Memo;
import io.micropay.money.PaymentId;
import io.micropay.money.Purpose;
import io.micropay.payment.Receipt;
import java.util.Set;

/// A payment that this wallet was paid, and what of it can still be paid back.
///
/// @param left without what was paid back, and without what may still be by an order that is open
/// @param known the orders of this wallet that pay it back, and have been reckoned with
public record Refundable(Receipt original, Amount left, Set<PaymentId> known) {

    public Refundable {
        known = Set.copyOf(known);
    }

    /// The memo that pays it back.
    Memo memo() {
        return memo(original.id());
    }

    static Memo memo(PaymentId original) {
        return new Purpose.Refund(original).memo().orElseThrow();
    }
}
