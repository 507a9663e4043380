package io.micropay.bench;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A bench cannot go on, or found what must not be.
public final class BenchException extends Exception {

    /// What kind of trouble it is.
    public enum Trouble {
        /// The server cannot be reached, is busy, or is gone.
        UNAVAILABLE,

        /// The server said no to what the bench needs.
        REFUSED,

        /// What the server had acknowledged is not so.
        LOST,

        /// Settings or files that do not fit, or a limit of this machine.
        SETTINGS,

        /// It was cut short before there was anything to tell.
        INTERRUPTED,

        /// A file cannot be read or written.
        FILE
    }

    private final Trouble trouble;
    private final @Nullable String hint;
    private final transient @Nullable Acknowledged acknowledged;

    /// @param message one line, lower case, no full stop
    /// @param hint what to do about it, null when there is nothing
    BenchException(Trouble trouble, String message, @Nullable String hint) {
        this(trouble, message, hint, null);
    }

    BenchException(Trouble trouble, String message, @Nullable String hint, @Nullable Throwable cause) {
        this(trouble, message, hint, null, cause);
    }

    private BenchException(
            Trouble trouble,
            String message,
            @Nullable String hint,
            @Nullable Acknowledged acknowledged,
            @Nullable Throwable cause) {
        super(message, cause);
        this.trouble = trouble;
        this.hint = hint;
        this.acknowledged = acknowledged;
    }

    /// The same, with what the server had acknowledged before.
    BenchException after(Acknowledged known) {
        return new BenchException(trouble, String.valueOf(getMessage()), hint, known, this);
    }

    static BenchException ofFile(IOException failure) {
        String reason = failure.getClass().getSimpleName() + ": " + failure.getMessage();
        return new BenchException(Trouble.FILE, "the folder of the bench fails: " + reason, null, failure);
    }

    public Trouble trouble() {
        return trouble;
    }

    /// What the server's ledger must have; empty where nothing was acknowledged yet.
    public Optional<Acknowledged> acknowledged() {
        return Optional.ofNullable(acknowledged);
    }

    public Optional<String> hint() {
        return Optional.ofNullable(hint);
    }
}
