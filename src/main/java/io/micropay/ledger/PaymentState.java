package io.micropay.ledger;

/// What the ledger knows of a payment, as far as the asker may see it.
public sealed interface PaymentState {

    /// Nothing that concerns the asker.
    record NeverSeen() implements PaymentState {}

    /// The payment is durable.
    record Committed(PostedTransfer transfer) implements PaymentState {}

    /// The payment was refused within the last 24 hours, and has not been committed since.
    record Refused(Rejection reason) implements PaymentState {}

    /// The payer cancelled the payment within the last 24 hours; only the payer sees this.
    record Cancelled() implements PaymentState {}

    /// The ledger is at its limit, out of disk space, or closing. This says nothing about the payment.
    record Busy() implements PaymentState {}
}
