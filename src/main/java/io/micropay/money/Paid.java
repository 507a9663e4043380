package io.micropay.money;

/// A payment that was made, as far as refunds look at it.
///
/// @param payer [AccountName#TREASURY] for an opening deposit
public record Paid(AccountName payer, AccountName payee, PaymentId id, Amount amount, Memo memo) {

    /// Whether `claim` says that it pays this back: its memo names it, and it ran between the same two in the other
    /// direction. Whether it came later, and how much was left, is for [RefundTally] to know.
    public boolean isClaimedBy(Paid claim) {
        return Purpose.of(claim.memo) instanceof Purpose.Refund(PaymentId original)
                && original.equals(id)
                && claim.payee.equals(payer)
                && claim.payer.equals(payee);
    }
}
