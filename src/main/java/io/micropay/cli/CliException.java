package io.micropay.cli;

import org.jspecify.annotations.Nullable;

/// A command cannot go on: what the user is told, what there is to do about it, and the exit code.
final class CliException extends Exception {

    private final @Nullable String hint;
    private final int exitCode;

    /// @param message one line, lower case, no full stop
    /// @param hint what to do about it, null when there is nothing
    CliException(String message, @Nullable String hint, int exitCode) {
        super(message);
        this.hint = hint;
        this.exitCode = exitCode;
    }

    CliException(String message, @Nullable String hint, int exitCode, Throwable cause) {
        super(message, cause);
        this.hint = hint;
        this.exitCode = exitCode;
    }

    @Nullable
    String hint() {
        return hint;
    }

    int exitCode() {
        return exitCode;
    }
}
