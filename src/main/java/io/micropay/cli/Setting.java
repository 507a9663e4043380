package io.micropay.cli;

import io.micropay.money.PlainText;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// What one option of one command is set to.
///
/// @param key as a configuration file names it: the command's words and the option's name, with dots between them
/// @param value as it was written; empty when nobody has set it and its default depends on the circumstances
record Setting(String key, Optional<String> value, Origin origin) {

    private static final String HIDDEN = "(hidden)";

    /// The options of a command that a file may set, by name.
    ///
    /// @param parsed what flags say; null when there are none
    static Stream<Setting> of(CommandLine command, @Nullable ParseResult parsed, OptionDefaults defaults) {
        return command.getCommandSpec().options().stream()
                .filter(option -> OptionDefaults.isSetting(option) && !option.hidden())
                .sorted(Comparator.comparing(OptionDefaults::name))
                .map(option -> of(option, parsed, defaults));
    }

    private static Setting of(OptionSpec option, @Nullable ParseResult parsed, OptionDefaults defaults) {
        String key = String.join(
                ".",
                Stream.concat(OptionDefaults.words(option.command()).stream(), Stream.of(OptionDefaults.name(option)))
                        .toList());
        OptionSpec matched = parsed == null ? null : parsed.matchedOption(option.longestName());
        Origin origin = matched == null ? defaults.origin(option) : new Origin.Flag();
        Optional<String> value = matched == null
                ? Optional.ofNullable(defaults.defaultValue(option)).or(() -> builtIn(option))
                : Optional.of(flag(matched));
        return new Setting(key, value.map(text -> shown(key, text)), origin);
    }

    private static Optional<String> builtIn(OptionSpec option) {
        return option.arity().max() == 0 ? Optional.of("false") : Optional.ofNullable(option.defaultValue());
    }

    private static String flag(OptionSpec option) {
        List<String> typed = option.originalStringValues();
        return option.arity().max() == 0 && typed.stream().allMatch(String::isEmpty) ? "true" : String.join(" ", typed);
    }

    private static String shown(String key, String value) {
        return Secrets.isName(key) || Secrets.isInUrl(value) ? HIDDEN : PlainText.shown(value);
    }

    /// The line of a configuration file that says the same.
    String line() {
        return value.map(text -> key + "=" + text).orElse("#" + key + "=");
    }
}
