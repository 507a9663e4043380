package io.micropay.cli;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Takes what no flag says from the environment: `--data-dir` from `MICROPAY_DATA_DIR`.
///
/// A flag beats the environment, the environment beats the configuration file, and that the default.
final class EnvironmentDefaults implements IDefaultValueProvider {

    private final Map<String, String> environment;

    EnvironmentDefaults(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        return argument instanceof OptionSpec option && standsFor(option) ? environment.get(variable(option)) : null;
    }

    /// The environment that `commandLine` reads; an empty one when it reads none.
    static EnvironmentDefaults of(CommandLine commandLine) {
        return switch (commandLine.getDefaultValueProvider()) {
            case OptionDefaults defaults -> defaults.environment();
            case EnvironmentDefaults defaults -> defaults;
            case null, default -> new EnvironmentDefaults(Map.of());
        };
    }

    /// What a variable is set to that no option stands for, such as a secret; an empty one counts as not set.
    Optional<String> variable(String name) {
        return given(name).filter(value -> !value.isEmpty());
    }

    /// What a variable is set to, and be it to nothing.
    Optional<String> given(String name) {
        return Optional.ofNullable(environment.get(name));
    }

    /// Whether a variable stands for an option. Help is for one run.
    private static boolean standsFor(OptionSpec option) {
        return !option.usageHelp() && !option.versionHelp();
    }

    /// The variable that stands for an option.
    static String variable(OptionSpec option) {
        return variableOf(option.longestName());
    }

    /// The variable that stands for the option with this longest name.
    static String variableOf(String option) {
        return "MICROPAY_" + option.replaceFirst("^-+", "").replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
