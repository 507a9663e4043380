package io.micropay.client;

import io.micropay.money.PaymentOrder;
import io.micropay.payment.Receipt;

/// What became of a payment, for its payer.
public sealed interface PaymentResult {

    /// The ledger has it, and proved it.
    ///
    /// @param keeping where the receipt is
    record Paid(Receipt receipt, Keeping keeping) implements PaymentResult {}

    /// Surely nothing was paid: no order left the wallet, or the server has cancelled it for good.
    record NotPaid(Obstacle obstacle) implements PaymentResult {}

    /// The server could not be asked: the order can still be paid until it expires.
    record Open(PaymentOrder order, Obstacle obstacle) implements PaymentResult {}
}
