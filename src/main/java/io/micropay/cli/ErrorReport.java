package io.micropay.cli;

import io.micropay.crypto.CryptoException;
import io.micropay.crypto.OutputException;
import io.micropay.crypto.WrongPasswordException;
import io.micropay.files.NotCreatedException;
import io.micropay.ledger.LedgerAccessException;
import io.micropay.ledger.LedgerBusyException;
import io.micropay.ledger.LedgerException;
import io.micropay.ledger.LedgerTakenException;
import io.micropay.money.PlainText;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Turns whatever goes wrong in a command into one line on standard error and an exit code.
final class ErrorReport {

    /// How many options that begin alike are named.
    private static final int OPTIONS_MAX = 4;

    private ErrorReport() {}

    /// Has `commandLine` report its failures this way.
    static CommandLine reporting(CommandLine commandLine) {
        return commandLine
                .setParameterExceptionHandler(ErrorReport::wrongUsage)
                .setExecutionExceptionHandler(ErrorReport::failure);
    }

    private static int wrongUsage(ParameterException exception, String[] args) {
        String command = exception.getCommandLine().getCommandSpec().qualifiedName();
        String message = message(exception);
        Optional<Origin> origin = originOfWhatIsNamed(exception.getCommandLine(), args, message);
        print(
                exception.getCommandLine(),
                origin.map(where -> where + ": " + message).orElse(message),
                alike(exception) + "see " + command + " --help");
        return origin.filter(Origin.Line.class::isInstance).isPresent() ? ExitCode.CONFIGURATION : ExitCode.USAGE;
    }

    /// What is wrong, in the words of whoever typed it rather than of the parser.
    private static String message(ParameterException exception) {
        if (exception instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
            String word = "'" + PlainText.shown(unmatched.getUnmatched().getFirst()) + "'";
            return unmatched.getCommandLine().getSubcommands().isEmpty()
                    ? word + " is one argument too many"
                    : "there is no command " + word;
        }
        return lowerCaseStart(exception.getMessage())
                .replaceFirst("' is not an int$", "' is not a whole number up to " + Integer.MAX_VALUE)
                .replaceFirst("' is not a long$", "' is not a whole number")
                .replaceFirst("' is not a double$", "' is not a number");
    }

    /// The commands or options that may have been meant.
    private static String alike(ParameterException exception) {
        if (!(exception instanceof UnmatchedArgumentException unmatched)) {
            return "";
        }
        String word = unmatched.getUnmatched().getFirst();
        // To picocli, commands are alike that share any two letters; the first is the most alike.
        String alike = unmatched.getSuggestions().stream()
                .filter(name -> unmatched.isUnknownOption() || word.startsWith(name.substring(0, 1)))
                .limit(unmatched.isUnknownOption() ? OPTIONS_MAX : 1)
                .collect(Collectors.joining(" or "));
        return alike.isEmpty() ? "" : "did you mean " + alike + "? Else ";
    }

    /// Where the option that a message names was set, when no flag did: one who has typed nothing wrong has to look
    /// elsewhere.
    private static Optional<Origin> originOfWhatIsNamed(CommandLine commandLine, String[] args, String message) {
        List<String> words = List.of(message.split("[^a-z0-9-]+"));
        return OptionDefaults.of(commandLine)
                .flatMap(defaults -> commandLine.getCommandSpec().options().stream()
                        .filter(option -> words.contains(option.longestName()))
                        .filter(option -> !isTyped(option, args))
                        .map(defaults::origin)
                        .filter(origin -> !(origin instanceof Origin.Default))
                        .findFirst());
    }

    /// Whether a flag sets it. What was parsed does not say: it ends before a value that does not fit.
    private static boolean isTyped(OptionSpec option, String[] args) {
        return Arrays.stream(args)
                .anyMatch(arg ->
                        Arrays.stream(option.names()).anyMatch(name -> arg.equals(name) || arg.startsWith(name + "=")));
    }

    private static int failure(Exception exception, CommandLine commandLine, @Nullable ParseResult parseResult) {
        if (Main.isDebug(commandLine)) {
            exception.printStackTrace(commandLine.getErr());
        }
        return switch (exception) {
            case CliException expected ->
                tell(commandLine, expected.getMessage(), expected.hint(), expected.exitCode());
            case NotCreatedException refused ->
                tell(commandLine, refused.getMessage(), refused.hint().orElse(null), ExitCode.CANNOT_CREATE);
            case OutputException output ->
                tell(commandLine, output.getMessage(), output.hint().orElse(null), ExitCode.CANNOT_CREATE);
            case WrongPasswordException wrong ->
                tell(commandLine, wrong.getMessage(), wrong.hint().orElse(null), ExitCode.AUTHENTICATION);
            case CryptoException crypto ->
                tell(commandLine, crypto.getMessage(), crypto.hint().orElse(null), ExitCode.CONFIGURATION);
            case LedgerAccessException access ->
                tell(
                        commandLine,
                        access.getMessage(),
                        access.hint().orElse(null),
                        access.isPassing() ? ExitCode.UNAVAILABLE : ExitCode.CONFIGURATION);
            case LedgerTakenException taken ->
                tell(commandLine, taken.getMessage(), taken.hint().orElse(null), ExitCode.CANNOT_CREATE);
            case LedgerException ledger ->
                tell(commandLine, ledger.getMessage(), ledger.hint().orElse(null), ExitCode.IO_ERROR);
            case LedgerBusyException busy -> tell(commandLine, busy.getMessage(), "try again", ExitCode.UNAVAILABLE);
            default -> tell(commandLine, "internal error: " + exception, "see more with --debug", ExitCode.SOFTWARE);
        };
    }

    private static int tell(CommandLine commandLine, @Nullable String message, @Nullable String hint, int exitCode) {
        print(commandLine, message, hint);
        return exitCode;
    }

    /// Prints `micropay: error: ...`, and `micropay: hint: ...` where there is something to do.
    private static void print(CommandLine commandLine, @Nullable String message, @Nullable String hint) {
        commandLine.getErr().print(lines(message, hint));
        commandLine.getErr().flush();
    }

    /// What is printed of an error.
    static String lines(@Nullable String message, @Nullable String hint) {
        String error = "micropay: error: " + oneLine(String.valueOf(message)) + System.lineSeparator();
        return hint == null ? error : error + "micropay: hint: " + oneLine(hint) + System.lineSeparator();
    }

    /// A message may quote a file that somebody else has made, and is for a terminal.
    private static String oneLine(String text) {
        return PlainText.shown(text.strip().replaceAll("\\s*\\R\\s*", "; "));
    }

    private static String lowerCaseStart(@Nullable String message) {
        String text = String.valueOf(message);
        boolean word = text.length() > 1 && Character.isLowerCase(text.charAt(1));
        return word ? Character.toLowerCase(text.charAt(0)) + text.substring(1) : text;
    }
}
