package io.micropay.ledger;

/// What became of a transfer handed to [Ledger#commit].
public sealed interface TransferOutcome {

    /// The transfer is durable; also the answer to a repetition with the same six fields.
    record Posted(PostedTransfer transfer) implements TransferOutcome {}

    /// The transfer was not posted.
    record Rejected(Rejection reason) implements TransferOutcome {}

    /// The ledger is at its limit, out of disk space, or closing. This says nothing about the payment.
    record Busy() implements TransferOutcome {}
}
