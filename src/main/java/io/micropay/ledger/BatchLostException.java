package io.micropay.ledger;

/// A batch was lost on its way to the store, and is to be decided again: the connection broke, or the store gave way
/// to another server.
///
/// When it is in doubt, it may have become durable all the same. Deciding it again settles that, since every command
/// of a batch names what it is about: what is on record already is found there, and not written twice.
public final class BatchLostException extends Exception {

    private final boolean inDoubt;

    public BatchLostException(String message, boolean inDoubt, Throwable cause) {
        super(message, cause);
        this.inDoubt = inDoubt;
    }

    /// Whether the batch may be durable.
    public boolean isInDoubt() {
        return inDoubt;
    }
}
