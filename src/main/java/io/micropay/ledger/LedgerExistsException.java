package io.micropay.ledger;

/// There is something already where a new ledger was to be. It stays as it is.
public final class LedgerExistsException extends LedgerException {

    public LedgerExistsException(String message, String hint) {
        super(message, hint, null);
    }
}
