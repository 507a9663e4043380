package io.micropay.client.shell;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A command has not done what was asked. The message is one line, lower case, no full stop.
public final class CommandFailedException extends Exception {

    /// Who said no, or what is missing.
    public enum Kind {
        /// The server or the payee.
        REFUSED,
        /// What was typed is no command, or lacks something.
        USAGE,
        /// The certificate, the key or the login was not accepted.
        AUTHENTICATION,
        /// Who answers is not the ledger's server: perhaps somebody in its place.
        UNTRUSTED,
        INSUFFICIENT_FUNDS,
        /// This machine's clock.
        CLOCK_WRONG,
        /// The server cannot be reached, is lost, or has no room; or another session has the login.
        UNAVAILABLE,
        /// A port or a file cannot be had.
        CANNOT_CREATE,
        /// A file of the wallet's, or one that was named, cannot be read.
        UNREADABLE
    }

    private final Kind kind;
    private final @Nullable String hint;

    CommandFailedException(Kind kind, String message) {
        this(kind, message, null);
    }

    CommandFailedException(Kind kind, String message, @Nullable String hint) {
        super(message);
        this.kind = kind;
        this.hint = hint;
    }

    public Kind kind() {
        return kind;
    }

    public Optional<String> hint() {
        return Optional.ofNullable(hint);
    }
}
