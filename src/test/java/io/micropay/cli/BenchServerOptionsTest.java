package io.micropay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// The ledger that a bench audits is the one that its server writes.
class BenchServerOptionsTest {

    private static final String URL = "jdbc:postgresql://db/micropay?user=pay";

    @TempDir
    private Path folder;

    @Test
    void ledgerLiesInTheServersDataFolder() {
        assertThat(located(Map.of())).isEqualTo(new LedgerLocation.LedgerFile(Path.of("standard/ledger.db")));
        assertThat(located(Map.of(), "--server-option=--data-dir=elsewhere"))
                .isEqualTo(new LedgerLocation.LedgerFile(Path.of("elsewhere/ledger.db")));
    }

    @Test
    void ledgerIsTheOneThatIsNamed() {
        assertThat(located(Map.of(), "--server-ledger", "one.db"))
                .isEqualTo(new LedgerLocation.LedgerFile(Path.of("one.db")));
        assertThat(located(Map.of(), "--server-ledger", URL))
                .isEqualTo(new LedgerLocation.LedgerDatabase(URL, Optional.empty()));
        assertThat(located(Map.of(), "--server-option=--ledger=" + URL))
                .isEqualTo(new LedgerLocation.LedgerDatabase(URL, Optional.empty()));
    }

    /// The server gets nothing of the environment but the password.
    @Test
    void environmentHasThePasswordAlone() {
        Map<String, String> environment = Map.of(
                "MICROPAY_LEDGER",
                "other.db",
                "MICROPAY_DATA_DIR",
                "other",
                "MICROPAY_LEDGER_PASSWORD_FILE",
                "/nowhere",
                "MICROPAY_LEDGER_PASSWORD",
                "secret");

        assertThat(located(environment)).isEqualTo(new LedgerLocation.LedgerFile(Path.of("standard/ledger.db")));
        assertThat(located(environment, "--server-ledger", URL))
                .isEqualTo(new LedgerLocation.LedgerDatabase(URL, Optional.of("secret")));
    }

    @Test
    void passwordFileOfTheServerIsRead() throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "from the file\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        assertThat(located(
                        Map.of("MICROPAY_LEDGER_PASSWORD", "secret"),
                        "--server-ledger",
                        URL,
                        "--server-option=--ledger-password-file=" + file))
                .isEqualTo(new LedgerLocation.LedgerDatabase(URL, Optional.of("from the file")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            jdbc:postgresql://db/micropay?password=secret | the password of the ledger's database does not belong in its url
            jdbc:postgresql://pay:secret@db/micropay      | the password of the ledger's database does not belong in its url
            postgresql://db/micropay                      | --ledger takes a file or a url that begins with jdbc:postgresql:
            JDBC:sqlite:ledger.db                         | --ledger takes a file or a url that begins with jdbc:postgresql:
            ''                                            | --ledger must be a file or a url
            """)
    void whatTheServerRefusesIsRefusedBeforeItIsStarted(String ledger, String error) {
        Invocation refused = Invocation.of(new Locating(), Map.of(), "--server-ledger=" + ledger);

        assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).startsWith("micropay: error: " + error).doesNotContain("secret");
    }

    private static LedgerLocation located(Map<String, String> environment, String... arguments) {
        Locating command = new Locating();
        Invocation done = Invocation.of(command, environment, arguments);
        assertThat(done.exitCode()).as(done.err()).isZero();
        return command.located.orElseThrow();
    }

    /// A bench that only looks where the ledger of its server will lie.
    @Command(name = "locate")
    private static final class Locating implements Callable<Integer> {

        @Mixin
        private BenchServerOptions options;

        private Optional<LedgerLocation> located = Optional.empty();

        @Override
        public Integer call() throws CliException {
            Map<String, String> standard = Map.of("--workers", "7", "--data-dir", "standard");
            located = Optional.of(options.ledger(options.server(standard)));
            return ExitCode.DONE;
        }
    }
}
