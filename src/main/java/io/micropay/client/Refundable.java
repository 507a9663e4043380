package io.micropay.client;

import io.micropay.money.Amount;
import io.micropay.money.Memo;
import io.micropay.money.Purpose;
import io.micropay.payment.Receipt;

/// A payment that this wallet was paid, and what of it can still be paid back.
///
/// @param left without what was paid back, and without what may still be by an order that is open
public record Refundable(Receipt original, Amount left) {

    /// The memo that pays it back.
    Memo memo() {
        return memo(original);
    }

    static Memo memo(Receipt original) {
        return new Purpose.Refund(original.id()).memo().orElseThrow();
    }
}
