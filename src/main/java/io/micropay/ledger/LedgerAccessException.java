package io.micropay.ledger;

/// The ledger's database cannot be reached, or lets nobody in under the name, the password or the rights it was asked
/// with. Nothing is wrong with the ledger.
public final class LedgerAccessException extends LedgerException {

    private final boolean passing;

    /// @param passing whether the same may succeed later
    public LedgerAccessException(String message, String hint, boolean passing, Throwable cause) {
        super(message, hint, cause);
        this.passing = passing;
    }

    /// Whether the same may succeed later.
    public boolean isPassing() {
        return passing;
    }
}
