package io.micropay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// Which commands are made for a command line, since those that are not needed delay every start.
class MainTest {

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
                .containsOnlyKeys(Commands.names().toArray(String[]::new));
    }

    @Test
    void everyCommandIsMadeByTheNameItHas() {
        assertThat(Commands.names())
                .hasSizeGreaterThan(20)
                .allSatisfy(
                        name -> assertThat(commandLine(name).getSubcommands()).containsOnlyKeys(name));
    }

    @Test
    void helpShowsEveryCommandUnderAHeading() {
        String help = commandLine("--help").getUsageMessage(CommandLine.Help.Ansi.OFF);
        assertThat(Commands.names()).allSatisfy(name -> assertThat(help).containsPattern("\\n  " + name + " +[A-Z]"));
        assertThat(Commands.SECTIONS).allSatisfy(section -> assertThat(help).contains("\n" + section.title() + ":\n"));
        assertThat(help.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void everyCommandOfAWalletTellsItsExitCodes() {
        assertThat(Commands.SECTIONS.get(1).names())
                .filteredOn(name -> !name.equals("new-id"))
                .allSatisfy(name -> assertThat(helpOf(name))
                        .contains("0 done, 1 refused, 2 wrong usage, 4 ")
                        .contains(" --json "));
    }

    private static String helpOf(String name) {
        CommandLine command =
                Objects.requireNonNull(commandLine(name).getSubcommands().get(name));
        return command.getUsageMessage(CommandLine.Help.Ansi.OFF).replaceAll("\\s+", " ");
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
