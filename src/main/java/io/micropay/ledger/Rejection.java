package io.micropay.ledger;

/// Why the ledger did not post a transfer, in order of precedence: the first that applies is the answer.
public enum Rejection {
    /// The payer's id was committed with another content.
    ID_REUSED(false),
    /// The payer cancelled the payment.
    CANCELLED(false),
    /// The order has expired, or expires too far ahead.
    EXPIRED(true),
    /// The payer's balance is smaller than the amount.
    INSUFFICIENT(true),
    /// The payee's balance would exceed the largest amount.
    LIMIT(true),
    /// The shop's order that the memo names has expired, was paid, or is another one.
    ORDER(true);

    private final boolean remembered;

    Rejection(boolean remembered) {
        this.remembered = remembered;
    }

    /// Whether STATUS tells of it later. The others say what the ledger knows already.
    public boolean isRemembered() {
        return remembered;
    }
}
