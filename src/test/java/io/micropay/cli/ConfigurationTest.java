package io.micropay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ParseResult;

/// The file that sets options: where it is found, what it may say, and what comes before it.
class ConfigurationTest {

    @TempDir
    private Path home;

    private Path file;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void findHome() throws IOException {
        file = home.resolve(".config/micropay/config.properties");
        Files.createDirectories(file.getParent());
        environment.put("HOME", home.toString());
    }

    private void write(String... lines) throws IOException {
        Files.writeString(file, String.join("\n", lines) + "\n");
    }

    private Object valueOf(String option, String... args) {
        ParseResult parsed = Main.commandLine(environment, args).parseArgs(args);
        while (parsed.hasSubcommand()) {
            parsed = parsed.subcommand();
        }
        return parsed.commandSpec().findOption(option).getValue();
    }

    private Invocation run(String... args) {
        return Invocation.of(Main.commandLine(environment, args), args);
    }

    @Test
    void fileSetsWhatNobodyElseSets() throws IOException {
        write("# the club's server", "", "  workers = 8 ", "server.unit=EUR", "server.quiet=true");
        assertThat(valueOf("--workers", "server")).isEqualTo(8);
        assertThat(valueOf("--unit", "server")).isEqualTo("EUR");
        assertThat(valueOf("--quiet", "server")).isEqualTo(true);
        assertThat(valueOf("--port", "server")).isEqualTo(16_000);
    }

    @Test
    void flagThenEnvironmentThenFileThenDefault() throws IOException {
        write("server.workers=8", "server.port=17000", "server.max-waiting=5");
        environment.put("MICROPAY_WORKERS", "9");
        environment.put("MICROPAY_PORT", "18000");
        String[] args = {"server", "--port", "19000"};
        assertThat(valueOf("--port", args)).isEqualTo(19_000);
        assertThat(valueOf("--workers", args)).isEqualTo(9);
        assertThat(valueOf("--max-waiting", args)).isEqualTo(5);
        assertThat(valueOf("--connections-per-key", args)).isEqualTo(8);
    }

    /// Not turned around, as a flag is by picocli when its default is true.
    @Test
    void flagOfWhatIsOnAlreadyLeavesItOn() throws IOException {
        write("quiet=true");
        environment.put("MICROPAY_DEBUG", "true");
        assertThat(valueOf("--quiet", "server", "--quiet")).isEqualTo(true);
        assertThat(valueOf("--debug", "server", "--debug")).isEqualTo(true);
        assertThat(valueOf("--quiet", "server", "--quiet=false")).isEqualTo(false);
    }

    @Test
    void keyOfTheCommandComesBeforeOneForAll() throws IOException {
        write("data-dir=everybody", "ledger.data-dir=ledgers", "ledger.verify.data-dir=verified");
        assertThat(valueOf("--data-dir", "server")).hasToString("everybody");
        assertThat(valueOf("--data-dir", "ledger", "balance")).hasToString("ledgers");
        assertThat(valueOf("--data-dir", "ledger", "verify")).hasToString("verified");
    }

    @Test
    void xdgFolderComesBeforeTheHome() throws IOException {
        Path other = home.resolve("xdg");
        Files.createDirectories(other.resolve("micropay"));
        Files.writeString(other.resolve("micropay/config.properties"), "server.workers=3\n");
        write("server.workers=8");
        environment.put("XDG_CONFIG_HOME", other.toString());
        assertThat(valueOf("--workers", "server")).isEqualTo(3);
        environment.put("XDG_CONFIG_HOME", "not/absolute");
        assertThat(valueOf("--workers", "server")).isEqualTo(8);
    }

    @Test
    void anotherFileIsNamedByFlagOrEnvironment() throws IOException {
        Path one = Files.writeString(home.resolve("one"), "workers=1\n");
        Path two = Files.writeString(home.resolve("two"), "workers=2\n");
        write("server.workers=8");
        environment.put("MICROPAY_CONFIG", one.toString());
        assertThat(valueOf("--workers", "server")).isEqualTo(1);
        assertThat(valueOf("--workers", "server", "--config", two.toString())).isEqualTo(2);
        assertThat(valueOf("--workers", "--config=" + two, "server")).isEqualTo(2);
        assertThat(valueOf("--workers", "server", "--config=")).isEqualTo(1_000);
        environment.put("MICROPAY_CONFIG", "");
        assertThat(valueOf("--workers", "server")).isEqualTo(1_000);
    }

    @Test
    void fileThatIsNamedMustBeThere() {
        assertThat(run("certs", "show", "x", "--config", home.resolve("none").toString())
                        .err())
                .isEqualTo("micropay: error: the configuration file " + home + "/none does not exist\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wrokers=8            | there is no setting 'wrokers'",
                "server.wrokers=8     | there is no setting 'server.wrokers'",
                "sevrer.workers=8     | there is no setting 'sevrer.workers'",
                "ledger.verfiy.json=1 | there is no setting 'ledger.verfiy.json'",
                "server.help=true     | there is no setting 'server.help'",
                "config=elsewhere     | there is no setting 'config'",
                "server.workers       | 'server.workers' is not a setting",
                "=8                   | '=8' is not a setting",
                "Server.Workers=8     | 'Server.Workers=8' is not a setting",
                "quiet=true           | quiet is set already, in line 2",
            })
    void wrongLineIsNamed(String line, String message) throws IOException {
        write("# a comment", "quiet=true", line);
        String[] args = line.startsWith("ledger") ? new String[] {"ledger", "verify"} : new String[] {"server"};
        Invocation refused = run(args);
        assertThat(refused.exitCode()).isEqualTo(78);
        assertThat(refused.err()).startsWith("micropay: error: " + file + ":3: " + message + "\nmicropay: hint: ");
    }

    /// What it says of other commands is looked at when they run: to make them all would delay each start.
    @Test
    void keysOfOtherCommandsStandAside() throws IOException {
        write("server.workers=8", "accept=none", "client.accept=all", "client.acecpt=all");
        assertThat(run("certs", "show", "x").err()).startsWith("micropay: error: x does not exist");
    }

    @Test
    void valueThatDoesNotFitIsNamedWithItsLine() throws IOException {
        write("server.workers=many", "client.accept=ask");
        assertThat(run("server"))
                .isEqualTo(new Invocation(
                        78,
                        "",
                        "micropay: error: " + file
                                + ":1: invalid value for option '--workers':"
                                + " 'many' is not a whole number up to 2147483647\n"
                                + "micropay: hint: see micropay server --help\n"));
    }

    @Test
    void valueThatTheCommandRefusesIsNamedWithItsLine() throws IOException {
        write("", "server.port=99999");
        assertThat(run("server").err())
                .startsWith("micropay: error: " + file + ":2: --port must be 0 to 65535, not 99999\n");
        assertThat(run("server", "--port", "70000").err())
                .startsWith("micropay: error: --port must be 0 to 65535, not 70000\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"workers", "max-waiting", "connections-per-key", "max-blocks", "max-udp-peers"})
    void numberThatTheCommandRefusesIsNamedWithItsLine(String option) throws IOException {
        write("server." + option + "=-5");
        Invocation refused = run("server");
        assertThat(refused.exitCode()).isEqualTo(78);
        assertThat(refused.err())
                .startsWith("micropay: error: " + file + ":1: --" + option + " must be at least ")
                .contains(", not -5\n");
    }

    @Test
    void valueOfTheEnvironmentThatDoesNotFitIsNamedWithItsVariable() {
        environment.put("MICROPAY_PORT", "99999");
        Invocation refused = run("server");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).startsWith("micropay: error: MICROPAY_PORT: --port must be 0 to 65535");
        String[] typed = {"balance", "--name", "../x"};
        environment.put("MICROPAY_NAME", "Lily");
        assertThat(Invocation.of(Main.commandLine(environment, typed), typed).err())
                .startsWith("micropay: error: invalid value for option '--name'");
        String[] untyped = {"balance"};
        environment.put("MICROPAY_NAME", "../x");
        assertThat(Invocation.of(Main.commandLine(environment, untyped), untyped)
                        .err())
                .startsWith("micropay: error: MICROPAY_NAME: invalid value for option '--name'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server.ledger-password=hunter2",
                "password=hunter2",
                "ledger=jdbc:postgresql://db/pay?user=pay&password=hunter2",
                "server.ledger=jdbc:postgresql://pay:hunter2@db/pay",
            })
    void secretsAreRefusedAndNotRepeated(String line) throws IOException {
        write("quiet=true", line);
        Invocation refused = run("server");
        assertThat(refused.exitCode()).isEqualTo(78);
        assertThat(refused.err())
                .startsWith("micropay: error: " + file + ":2: a secret does not belong in a configuration file\n")
                .doesNotContain("hunter2");
    }

    @Test
    void fileWithoutAnEndIsRefused() throws IOException {
        write("#".repeat(70_000));
        assertThat(run("server").err()).contains(file + " is too long for a configuration file");
    }

    @Test
    void fileThatIsNotTextIsRefused() throws IOException {
        Files.write(file, new byte[] {(byte) 0xff, '=', '1', '\n'});
        assertThat(run("server").err()).contains(file + " is not text in UTF-8");
    }

    @Test
    void folderInItsPlaceIsRefused() {
        assertThat(run("server", "--config", home.toString()).err())
                .startsWith("micropay: error: the configuration file " + home + " cannot be read (");
    }

    @Test
    void helpIsForThoseInTroubleToo() throws IOException {
        write("wrokers=8");
        Invocation help = run("server", "--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("--workers");
    }

    @Test
    void showsWhereEachSettingComesFrom() throws IOException {
        write("server.workers=8", "port=17000");
        environment.put("MICROPAY_UNIT", "EUR");
        Invocation shown = run("config", "show", "server", "--max-waiting", "3", "--quiet", "--origin");
        assertThat(shown.exitCode()).isZero();
        assertThat(shown.out().lines().map(line -> line.replaceAll(" +", " ")))
                .contains(
                        "server.workers=8 " + file + ":1",
                        "server.port=17000 " + file + ":2",
                        "server.unit=EUR MICROPAY_UNIT",
                        "server.max-waiting=3 flag",
                        "server.quiet=true flag",
                        "server.verbose=false default",
                        "server.enrol=closed default",
                        "#server.opening-deposit-max= default");
    }

    @Test
    void whatItShowsIsAConfigurationFile() throws IOException {
        write("server.workers=8", "client.accept=all");
        environment.put("MICROPAY_UNIT", "EUR");
        String shown = run("config", "show").out();
        assertThat(shown).contains("\nserver.workers=8\n", "client.accept=all\n", "\nledger.verify.json=false\n");
        environment.remove("MICROPAY_UNIT");
        write(shown);
        assertThat(run("config", "show").out()).isEqualTo(shown);
    }

    @Test
    void showsThemToPrograms() throws IOException {
        write("server.workers=8");
        assertThat(run("config", "show", "server", "--json").out())
                .startsWith("{\"schema\":1,\"file\":\"" + file + "\",\"settings\":[{\"key\":\"server.certs\",")
                .contains(
                        "{\"key\":\"server.workers\",\"value\":\"8\",\"origin\":\"file\",\"where\":\"" + file + ":1\"}")
                .contains("{\"key\":\"server.ledger\",\"value\":null,\"origin\":\"default\",\"where\":null}");
    }

    @Test
    void hidesSecretsThatStandElsewhere() {
        environment.put("MICROPAY_LEDGER", "jdbc:postgresql://db/pay?user=pay&password=hunter2");
        assertThat(run("config", "show", "server", "--origin").out())
                .containsPattern("server.ledger=\\(hidden\\) +MICROPAY_LEDGER\n")
                .doesNotContain("hunter2");
    }

    @Test
    void showsOneCommandOfACommand() {
        assertThat(run("config", "show", "ledger", "verify", "--data-dir", "x").out())
                .contains("ledger.verify.data-dir=x\n")
                .doesNotContain("ledger.balance");
    }

    @Test
    void refusesToShowWhatThereIsNot() throws IOException {
        assertThat(run("config", "show", "sevrer").exitCode()).isEqualTo(2);
        assertThat(run("config", "show", "--quiet").err()).contains("options belong behind their command");
        assertThat(run("config", "show", "server", "--wrokers", "8").err()).contains("--wrokers");
        assertThat(run("config", "show", "server", "--workers", "many").err()).contains("'many' is not a whole number");
        write("client.acecpt=all");
        assertThat(run("config", "show").err()).contains(file + ":1: there is no setting 'client.acecpt'");
        assertThat(run("config", "show", "client").err()).contains(file + ":1: there is no setting 'client.acecpt'");
    }
}
