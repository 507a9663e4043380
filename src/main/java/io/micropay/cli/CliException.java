package io.micropay.cli;

import io.micropay.client.shell.CommandFailedException;
import java.util.List;
import java.util.stream.Collectors;
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

    /// Several in one line, with the hint and the exit code of the first.
    static CliException together(List<CliException> failures) {
        CliException first = failures.getFirst();
        return failures.size() == 1
                ? first
                : new CliException(
                        failures.stream()
                                .map(failure -> String.valueOf(failure.getMessage()))
                                .collect(Collectors.joining("; ")),
                        first.hint,
                        first.exitCode,
                        first);
    }

    /// What stopped a command of the wallet, with the exit code of its kind.
    static CliException of(CommandFailedException failure) {
        return new CliException(
                String.valueOf(failure.getMessage()), failure.hint().orElse(null), exitCode(failure.kind()), failure);
    }

    private static int exitCode(CommandFailedException.Kind kind) {
        return switch (kind) {
            case REFUSED -> ExitCode.REFUSED;
            case USAGE -> ExitCode.USAGE;
            case AUTHENTICATION, UNTRUSTED -> ExitCode.AUTHENTICATION;
            case INSUFFICIENT_FUNDS -> ExitCode.INSUFFICIENT_FUNDS;
            case CLOCK_WRONG -> ExitCode.CLOCK_WRONG;
            case UNAVAILABLE -> ExitCode.UNAVAILABLE;
            case CANNOT_CREATE -> ExitCode.CANNOT_CREATE;
            case UNREADABLE -> ExitCode.IO_ERROR;
        };
    }

    @Nullable
    String hint() {
        return hint;
    }

    int exitCode() {
        return exitCode;
    }
}
