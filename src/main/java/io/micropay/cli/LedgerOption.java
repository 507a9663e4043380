package io.micropay.cli;

import io.micropay.money.PlainText;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The options that say where the ledger lies.
final class LedgerOption {

    /// The variable of the environment that holds the password of the database.
    static final String PASSWORD_VARIABLE = "MICROPAY_LEDGER_PASSWORD";

    private static final String FILE_NAME = "ledger.db";
    private static final String DATABASE_PREFIX = "jdbc:postgresql:";

    /// The address of a database, however it is written, as apart from the path of a file.
    private static final Pattern URL = Pattern.compile("(jdbc:|postgres(ql)?://).*", Pattern.CASE_INSENSITIVE);

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "The folder of the ledger (${DEFAULT-VALUE}).")
    private Path dataDirectory;

    @Option(
            names = "--ledger",
            paramLabel = "FILE|URL",
            description =
                    "The ledger: a SQLite file (" + FILE_NAME + " in the folder of --data-dir), or a database that"
                            + " servers share, such as jdbc:postgresql://HOST/DATABASE?user=NAME.")
    private @Nullable String ledger;

    @Option(
            names = "--ledger-password-file",
            paramLabel = "FILE",
            description = "A file, private to you, with the database's password (else the environment's "
                    + PASSWORD_VARIABLE + ").")
    private @Nullable Path passwordFile;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /// The folder of the ledger, unless another file or a database is named.
    Path dataDirectory() {
        return dataDirectory;
    }

    /// @throws CliException when there is a password where others can see it, or none where one was promised
    LedgerLocation location() throws CliException {
        if (ledger == null) {
            return new LedgerLocation.LedgerFile(dataDirectory.resolve(FILE_NAME));
        }
        return URL.matcher(ledger).matches() ? database(ledger) : file(ledger);
    }

    private LedgerLocation file(String path) {
        try {
            if (path.isBlank()) {
                throw new ParameterException(command.commandLine(), "--ledger must be a file or a url");
            }
            return new LedgerLocation.LedgerFile(Path.of(path));
        } catch (InvalidPathException notAPath) {
            throw new ParameterException(
                    command.commandLine(), "--ledger '" + PlainText.shown(path) + "' is not a file", notAPath);
        }
    }

    private LedgerLocation database(String url) throws CliException {
        // A url that is refused is not repeated: what is wrong with it may be a password.
        if (Secrets.isInUrl(url)) {
            throw new CliException(
                    "the password of the ledger's database does not belong in its url, where others can see it",
                    "write ?user=NAME alone, and the password into " + PASSWORD_VARIABLE
                            + " or a file named by --ledger-password-file",
                    ExitCode.USAGE);
        }
        if (!url.toLowerCase(Locale.ROOT).startsWith(DATABASE_PREFIX)) {
            throw new CliException(
                    "--ledger takes a file or a url that begins with " + DATABASE_PREFIX,
                    "write jdbc:postgresql://HOST/DATABASE?user=NAME, or the path of a SQLite file alone",
                    ExitCode.USAGE);
        }
        return new LedgerLocation.LedgerDatabase(url, password());
    }

    private Optional<String> password() throws CliException {
        return passwordFile != null
                ? Optional.of(PasswordFile.read(passwordFile))
                : EnvironmentDefaults.of(command.commandLine()).variable(PASSWORD_VARIABLE);
    }
}
