package io.micropay.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// Gives options the values that no flag sets: from the environment, else from the configuration file, else their
/// defaults.
final class OptionDefaults implements IDefaultValueProvider {

    private final EnvironmentDefaults environment;
    private final ConfigurationLines configuration;
    private final @Nullable CliException trouble;

    private OptionDefaults(
            EnvironmentDefaults environment, ConfigurationLines configuration, @Nullable CliException trouble) {
        this.environment = environment;
        this.configuration = configuration;
        this.trouble = trouble;
    }

    /// Reads the configuration file, and keeps for later what is wrong with it: `--help` is for those in trouble, too.
    ///
    /// @param args of the whole run
    static OptionDefaults of(Map<String, String> environment, String... args) {
        EnvironmentDefaults variables = new EnvironmentDefaults(environment);
        try {
            return new OptionDefaults(variables, ConfigurationFile.find(environment, args), null);
        } catch (CliException trouble) {
            return new OptionDefaults(variables, ConfigurationLines.NONE, trouble);
        }
    }

    /// Those that `commandLine` uses; empty for one that was put together otherwise.
    static Optional<OptionDefaults> of(CommandLine commandLine) {
        return commandLine.getDefaultValueProvider() instanceof OptionDefaults defaults
                ? Optional.of(defaults)
                : Optional.empty();
    }

    EnvironmentDefaults environment() {
        return environment;
    }

    ConfigurationLines configuration() {
        return configuration;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        String variable = environment.defaultValue(argument);
        return variable != null
                ? variable
                : line(argument).map(ConfigurationLines.Line::value).orElse(null);
    }

    /// Where an option has its value from when no flag sets it.
    Origin origin(OptionSpec option) {
        if (environment.defaultValue(option) != null) {
            return new Origin.Variable(EnvironmentDefaults.variable(option));
        }
        return line(option).<Origin>map(configuration::origin).orElseGet(Origin.Default::new);
    }

    private Optional<ConfigurationLines.Line> line(ArgSpec argument) {
        return argument instanceof OptionSpec option
                        && isSetting(option)
                        && !configuration.lines().isEmpty()
                ? configuration.find(words(option.command()), name(option))
                : Optional.empty();
    }

    /// Whether a file may set an option. Help and the file's own name are for one run.
    static boolean isSetting(OptionSpec option) {
        return !option.usageHelp()
                && !option.versionHelp()
                && !option.longestName().equals(ConfigurationFile.OPTION);
    }

    /// An option's name as a file has it.
    static String name(OptionSpec option) {
        return option.longestName().replaceFirst("^-+", "");
    }

    /// A command's words, without the program's name.
    static List<String> words(CommandSpec command) {
        List<String> words = Arrays.asList(command.qualifiedName(" ").split(" "));
        return words.subList(1, words.size());
    }

    /// Refuses a file that cannot be used, or that sets what there is not.
    ///
    /// @throws ExecutionException with the [CliException] in it
    void requireUsable(ParseResult parsed) {
        try {
            if (trouble != null) {
                throw trouble;
            }
            new KnownKeys(parsed.commandSpec().commandLine()).require(configuration);
        } catch (CliException wrong) {
            throw new ExecutionException(parsed.commandSpec().commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }
}
