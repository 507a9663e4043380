package io.micropay.ledger;

/// What became of a cancellation.
public sealed interface Cancellation {

    /// The payment will not be committed, durably.
    record Cancelled() implements Cancellation {}

    /// Too late: the payment is durable.
    record Committed(PostedTransfer transfer) implements Cancellation {}

    /// The ledger is at its limit, out of disk space, or closing, or the account has cancelled too many payments
    /// within 24 hours.
    record Busy() implements Cancellation {}
}
