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
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class LedgerOptionTest {

    private static final String URL = "jdbc:postgresql://db.example.org:5433/micropay?user=pay&sslmode=verify-full";

    @TempDir
    private Path folder;

    @Test
    void ledgerLiesInTheDataFolder() {
        assertThat(located(Map.of())).isEqualTo(new LedgerLocation.LedgerFile(Path.of("data/ledger.db")));
        assertThat(located(Map.of(), "--data-dir", "/var/pay"))
                .isEqualTo(new LedgerLocation.LedgerFile(Path.of("/var/pay/ledger.db")));
        assertThat(located(Map.of("MICROPAY_DATA_DIR", "/elsewhere")))
                .isEqualTo(new LedgerLocation.LedgerFile(Path.of("/elsewhere/ledger.db")));
    }

    @Test
    void ledgerIsTheFileThatIsNamed() {
        assertThat(located(Map.of(), "--ledger", "copy.db", "--data-dir", "/var/pay"))
                .isEqualTo(new LedgerLocation.LedgerFile(Path.of("copy.db")))
                .hasToString("copy.db");
        assertThat(located(Map.of("MICROPAY_LEDGER", "/copies/copy.db")))
                .isEqualTo(new LedgerLocation.LedgerFile(Path.of("/copies/copy.db")));
    }

    @Test
    void ledgerIsTheDatabaseThatIsNamed() {
        assertThat(located(Map.of(), "--ledger", URL))
                .isEqualTo(new LedgerLocation.LedgerDatabase(URL, Optional.empty()));
    }

    @Test
    void passwordComesFromTheEnvironment() {
        assertThat(located(Map.of("MICROPAY_LEDGER", URL, "MICROPAY_LEDGER_PASSWORD", "secret")))
                .isEqualTo(new LedgerLocation.LedgerDatabase(URL, Optional.of("secret")));
    }

    @Test
    void passwordFileBeatsTheEnvironment() throws IOException {
        Path file = passwordFile("from the file\n", "rw-------");
        assertThat(located(
                        Map.of("MICROPAY_LEDGER_PASSWORD", "secret"),
                        "--ledger",
                        URL,
                        "--ledger-password-file",
                        file.toString()))
                .isEqualTo(new LedgerLocation.LedgerDatabase(URL, Optional.of("from the file")));
    }

    @Test
    void passwordIsNeverPrinted() {
        assertThat(located(Map.of("MICROPAY_LEDGER", URL, "MICROPAY_LEDGER_PASSWORD", "secret")))
                .hasToString(URL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db/micropay?user=pay&password=secret",
                "jdbc:postgresql://db/micropay?PASSWORD=secret",
                "jdbc:postgresql://db/micropay?sslpassword=secret",
                "jdbc:postgresql:micropay?password=secret",
                "jdbc:postgresql://pay:secret@db/micropay",
                "postgresql://pay:secret@db/micropay"
            })
    void passwordInTheUrlIsRefusedAndNotRepeated(String url) {
        Invocation refused = Invocation.of(new Locating(), Map.of(), "--ledger", url);
        assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err())
                .startsWith("micropay: error: the password of the ledger's database does not belong in its url")
                .contains("micropay: hint: ")
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres://db/micropay", "postgresql://db/micropay", "jdbc:sqlite:data/ledger.db"})
    void otherUrlsAreRefused(String url) {
        Invocation refused = Invocation.of(new Locating(), Map.of(), "--ledger", url);
        assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err())
                .startsWith("micropay: error: --ledger takes a file or a url that begins with jdbc:postgresql:\n");
    }

    @Test
    void emptyNameIsRefused() {
        Invocation refused = Invocation.of(new Locating(), Map.of(), "--ledger=");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).startsWith("micropay: error: --ledger must be a file or a url\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw-----w-", "r-------x"})
    void passwordFileThatOthersCanReadIsRefused(String mode) throws IOException {
        Path file = passwordFile("secret", mode);
        Invocation refused =
                Invocation.of(new Locating(), Map.of(), "--ledger", URL, "--ledger-password-file", file.toString());
        assertThat(refused.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(refused.err())
                .isEqualTo("micropay: error: others can read the password file " + file + "\nmicropay: hint: chmod 600 "
                        + file + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "two\nlines\n"})
    void passwordFileHoldsOneLine(String content) throws IOException {
        Path file = passwordFile(content, "rw-------");
        Invocation refused =
                Invocation.of(new Locating(), Map.of(), "--ledger", URL, "--ledger-password-file", file.toString());
        assertThat(refused.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(refused.err()).contains(" must hold one line\n");
    }

    @Test
    void passwordFileMustBeThere() {
        Invocation refused =
                Invocation.of(new Locating(), Map.of(), "--ledger", URL, "--ledger-password-file", "/nowhere/password");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(refused.err()).isEqualTo("micropay: error: the password file /nowhere/password does not exist\n");
    }

    private Path passwordFile(String content, String mode) throws IOException {
        Path file = Files.writeString(folder.resolve("password"), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private static LedgerLocation located(Map<String, String> environment, String... arguments) {
        Locating command = new Locating();
        Invocation done = Invocation.of(command, environment, arguments);
        assertThat(done.exitCode()).as(done.err()).isZero();
        return command.located.orElseThrow();
    }

    /// A command that only looks where its ledger lies.
    @Command(name = "locate")
    private static final class Locating implements Callable<Integer> {

        @Mixin
        private LedgerOption ledger;

        private Optional<LedgerLocation> located = Optional.empty();

        @Override
        public Integer call() throws CliException {
            located = Optional.of(ledger.location());
            return ExitCode.DONE;
        }
    }
}
