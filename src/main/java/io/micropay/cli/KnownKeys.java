package io.micropay.cli;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;

/// Which keys a configuration file may have.
final class KnownKeys {

    private final CommandLine program;

    /// @param program with the command that runs; what is said to others is looked at when they run
    KnownKeys(CommandLine program) {
        this.program = program;
    }

    /// @throws CliException about the first line that sets what there is not
    void require(ConfigurationLines configuration) throws CliException {
        for (ConfigurationLines.Line line : configuration.lines().values()) {
            List<String> words = List.of(line.key().split("\\.", -1));
            if (!isKnown(words.subList(0, words.size() - 1), words.getLast())) {
                throw new CliException(
                        configuration.origin(line) + ": there is no setting '" + line.key() + "'",
                        "micropay config show lists all of them",
                        ExitCode.CONFIGURATION);
            }
        }
    }

    private boolean isKnown(List<String> command, String option) {
        if (command.isEmpty()) {
            // To make all commands takes a tenth of a second: only for an option that this one does not have.
            return has(program, option) || has(Main.program(OptionDefaults.of(Map.of())), option);
        }
        CommandLine named = program;
        for (String word : command) {
            CommandLine below = named.getSubcommands().get(word);
            if (below == null) {
                return named.equals(program) && Commands.named(word).isPresent();
            }
            named = below;
        }
        return has(named, option);
    }

    private static boolean has(CommandLine command, String option) {
        return all(command)
                .flatMap(each -> each.getCommandSpec().options().stream())
                .anyMatch(each -> OptionDefaults.isSetting(each)
                        && OptionDefaults.name(each).equals(option));
    }

    private static Stream<CommandLine> all(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(KnownKeys::all));
    }
}
