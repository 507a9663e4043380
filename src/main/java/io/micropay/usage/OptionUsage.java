package io.micropay.usage;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;

/// One option of a command.
///
/// @param names with their dashes, short ones first
/// @param label what its value is called; empty for a flag, which has none
/// @param kind what its value may be
/// @param description in whole sentences, with the default where there is one
/// @param defaultValue what holds when nobody says otherwise; empty when that is not one value
/// @param repeated whether it may be given more than once, or with several values
public record OptionUsage(
        List<String> names,
        Optional<String> label,
        ValueKind kind,
        String description,
        Optional<String> defaultValue,
        boolean repeated) {

    public OptionUsage {
        names = List.copyOf(names);
    }

    static OptionUsage of(OptionSpec option) {
        boolean flag = option.arity().max() == 0;
        return new OptionUsage(
                names(option),
                flag ? Optional.empty() : Optional.of(option.paramLabel()),
                ValueKind.of(option),
                CommandUsage.sentence(option.description()),
                Optional.ofNullable(flag ? null : option.defaultValue()),
                option.isMultiValue());
    }

    /// What says no comes first.
    private static List<String> names(OptionSpec option) {
        Stream<String> negative = Arrays.stream(option.names())
                .filter(name -> option.negatable())
                .map(name -> name.replaceFirst("^--", "--no-"));
        return Stream.concat(negative, Arrays.stream(option.names())).toList();
    }

    /// The name by which it is known elsewhere, with its dashes.
    public String longestName() {
        return names.getLast();
    }
}
