package io.micropay.cli;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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

    /// The variable that stands for an option.
    static String variable(OptionSpec option) {
        return "MICROPAY_"
                + option.longestName().replaceFirst("^-+", "").replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
