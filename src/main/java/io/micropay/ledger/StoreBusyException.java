package io.micropay.ledger;

/// The store could not take a batch and has rolled all of it back: nothing of it will ever be seen, and the next
/// batch may succeed. Anything worse is a [LedgerException].
public final class StoreBusyException extends Exception {

    public StoreBusyException(String message, Throwable cause) {
        super(message, cause);
    }
}
