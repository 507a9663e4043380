package io.micropay.ledger;

import org.jspecify.annotations.Nullable;

/// What the ledger has on record about a payment.
///
/// @param commitment its posted transfer
/// @param refusal the last refusal still remembered; none beside a commitment
/// @param cancelled whether the payer cancelled it; never beside a commitment
public record KnownPayment(
        @Nullable Commitment commitment, @Nullable Refusal refusal, boolean cancelled) {

    /// Nothing is known.
    public static final KnownPayment NOTHING = new KnownPayment(null, null, false);

    public static KnownPayment committed(PostedTransfer transfer, long payee) {
        return new KnownPayment(new Commitment(transfer, payee), null, false);
    }

    KnownPayment withRefusal(Refusal latest) {
        return new KnownPayment(commitment, latest, cancelled);
    }

    KnownPayment withCancellation() {
        return new KnownPayment(commitment, refusal, true);
    }

    /// The payment went through.
    ///
    /// @param payee the number of the account that was paid
    public record Commitment(PostedTransfer transfer, long payee) {}

    /// The payment was refused.
    ///
    /// @param payee the number of the account that would have been paid
    public record Refusal(Rejection reason, long payee) {}
}
