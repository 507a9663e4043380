package io.micropay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// Which commands are made for a command line, since those that are not needed delay every start.
class MainTest {

    private static final String[] ALL = {
        "server", "client", "certs", "verify", "ledger", "health", "demo", "bench",
    };

    private static CommandLine commandLine(String... args) {
        return Main.commandLine(Map.of(), args);
    }

    @Test
    void makesTheCommandThatIsNamed() {
        assertThat(commandLine("ledger", "verify").getSubcommands()).containsOnlyKeys("ledger");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--help", "--debug server", "sever"})
    void makesAllWhereNoneIsNamed(String args) {
        assertThat(commandLine(args.isEmpty() ? new String[0] : args.split(" ")).getSubcommands())
                .containsOnlyKeys(ALL);
    }

    @Test
    void everyCommandTellsTheVersion() {
        String[] args = {"ledger", "verify"};
        String[] version = commandLine(args)
                .parseArgs(args)
                .subcommand()
                .subcommand()
                .commandSpec()
                .version();
        assertThat(version).hasSize(3);
        assertThat(version[0]).startsWith("micropay ");
    }
}
