package io.micropay.settlement;

import io.micropay.money.Paid;
import io.micropay.money.Purpose;
import io.micropay.money.Timestamp;

/// A payment as the ledger has it, to or from a merchant.
///
/// @param committedAt with milliseconds
public record LedgerPayment(Paid paid, Timestamp committedAt) {

    /// The order that it paid for, which its payer has named and signed; empty when it paid for none. The ledger takes
    /// no payment that names an order and does not pay it.
    String order() {
        return Purpose.of(paid.memo()) instanceof Purpose.Order purpose
                ? purpose.order().text()
                : "";
    }
}
