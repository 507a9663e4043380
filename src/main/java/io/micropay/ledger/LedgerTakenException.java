package io.micropay.ledger;

/// The place of a ledger is taken: by another process, or by what lies where a new one was to be. What is there stays
/// as it is.
public final class LedgerTakenException extends LedgerException {

    public LedgerTakenException(String message, String hint) {
        super(message, hint, null);
    }
}
