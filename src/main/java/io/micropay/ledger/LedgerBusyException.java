package io.micropay.ledger;

/// The ledger cannot answer a question now, and may be able to later.
public final class LedgerBusyException extends RuntimeException {

    public LedgerBusyException(String message, Throwable cause) {
        super(message, cause);
    }
}
