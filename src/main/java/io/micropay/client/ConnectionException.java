package io.micropay.client;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// There is no connection to the server, or not any more.
///
/// The message is one line that a person can read: lower case, no full stop. The hint, where there is one, says what
/// to do.
public final class ConnectionException extends Exception {

    /// What kind of trouble it is: who can mend it differs.
    public enum Trouble {
        /// Nobody answers at that address, or somebody who speaks something else.
        UNREACHABLE,
        /// The server has no room for one more client.
        BUSY,
        /// The server does not accept this client's certificate or key.
        REFUSED,
        /// The server is there, and what was asked for cannot be had of it.
        UNANSWERED,
        /// The server cannot show that it is the ledger's.
        UNTRUSTED,
        /// The connection was there and is gone.
        LOST
    }

    private final Trouble trouble;
    private final @Nullable String hint;

    ConnectionException(Trouble trouble, String message) {
        this(trouble, message, null, null);
    }

    ConnectionException(Trouble trouble, String message, @Nullable String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.trouble = trouble;
        this.hint = hint;
    }

    public Trouble trouble() {
        return trouble;
    }

    public Optional<String> hint() {
        return Optional.ofNullable(hint);
    }
}
