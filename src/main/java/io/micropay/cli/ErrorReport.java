package io.micropay.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// Turns whatever goes wrong in a command into one line on standard error and an exit code.
final class ErrorReport {

    private ErrorReport() {}

    /// Has `commandLine` report its failures this way.
    static CommandLine reporting(CommandLine commandLine) {
        return commandLine
                .setParameterExceptionHandler(ErrorReport::wrongUsage)
                .setExecutionExceptionHandler(ErrorReport::failure);
    }

    private static int wrongUsage(ParameterException exception, String[] args) {
        String command = exception.getCommandLine().getCommandSpec().qualifiedName();
        print(exception.getCommandLine(), lowerCaseStart(exception.getMessage()), "see " + command + " --help");
        return ExitCode.USAGE;
    }

    private static int failure(Exception exception, CommandLine commandLine, @Nullable ParseResult parseResult) {
        if (Main.isDebug(commandLine)) {
            exception.printStackTrace(commandLine.getErr());
        }
        if (exception instanceof CliException expected) {
            print(commandLine, expected.getMessage(), expected.hint());
            return expected.exitCode();
        }
        print(commandLine, "internal error: " + exception, "run it again with --debug for the whole story");
        return ExitCode.SOFTWARE;
    }

    /// Prints `micropay: error: ...`, and `micropay: hint: ...` where there is something to do.
    private static void print(CommandLine commandLine, @Nullable String message, @Nullable String hint) {
        commandLine.getErr().println("micropay: error: " + oneLine(String.valueOf(message)));
        if (hint != null) {
            commandLine.getErr().println("micropay: hint: " + oneLine(hint));
        }
        commandLine.getErr().flush();
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", "; ");
    }

    private static String lowerCaseStart(@Nullable String message) {
        String text = String.valueOf(message);
        boolean word = text.length() > 1 && Character.isLowerCase(text.charAt(1));
        return word ? Character.toLowerCase(text.charAt(0)) + text.substring(1) : text;
    }
}
