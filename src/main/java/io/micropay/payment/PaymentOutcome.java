package io.micropay.payment;

/// What became of a submitted payment.
public sealed interface PaymentOutcome {

    /// The ledger holds the payment durably.
    ///
    /// @param proof the record, its hashes and the receipt's signature; the same bytes however often
    ///     it is asked for
    /// @param repeated whether it was on record before it was submitted this time
    record Committed(String proof, boolean repeated) implements PaymentOutcome {}

    record Refused(RefusalReason reason) implements PaymentOutcome {}
}
