package io.micropay.ledger;

/// The ledger cannot answer a question now, and may be able to later.
public sealed class LedgerBusyException extends RuntimeException permits ClockWrongException {

    public LedgerBusyException(String message, Throwable cause) {
        super(message, cause);
    }

    LedgerBusyException(String message) {
        super(message);
    }
}
