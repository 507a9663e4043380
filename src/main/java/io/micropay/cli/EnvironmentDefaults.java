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
/// A flag beats the environment, and the environment beats the default.
final class EnvironmentDefaults implements IDefaultValueProvider {

    private final Map<String, String> environment;

    EnvironmentDefaults(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        boolean asksForHelp = argument instanceof OptionSpec option && (option.usageHelp() || option.versionHelp());
        return argument instanceof OptionSpec option && !asksForHelp ? environment.get(variable(option)) : null;
    }

    /// The environment that `commandLine` reads; an empty one when it reads none.
    static EnvironmentDefaults of(CommandLine commandLine) {
        return commandLine.getDefaultValueProvider() instanceof EnvironmentDefaults defaults
                ? defaults
                : new EnvironmentDefaults(Map.of());
    }

    /// What a variable is set to that no option stands for, such as a secret; an empty one counts as not set.
    Optional<String> variable(String name) {
        return given(name).filter(value -> !value.isEmpty());
    }

    /// What a variable is set to, and be it to nothing.
    Optional<String> given(String name) {
        return Optional.ofNullable(environment.get(name));
    }

    /// The variable that stands for an option.
    static String variable(OptionSpec option) {
        return "MICROPAY_"
                + option.longestName().replaceFirst("^-+", "").replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
