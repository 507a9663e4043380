package io.micropay.ledger;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The ledger cannot be opened, or cannot go on. The message is one line for a person, lower case, no full stop.
public sealed class LedgerException extends RuntimeException permits LedgerAccessException, LedgerTakenException {

    private final @Nullable String hint;

    public LedgerException(String message) {
        this(message, null, null);
    }

    public LedgerException(String message, @Nullable Throwable cause) {
        this(message, null, cause);
    }

    /// @param hint what the person can do about it
    public LedgerException(String message, @Nullable String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.hint = hint;
    }

    public Optional<String> hint() {
        return Optional.ofNullable(hint);
    }
}
