package io.micropay.usage;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/// One command and all below it, as a person may type them. What is hidden from people is left out.
///
/// @param path its words, from the program's name on
/// @param summary what it does, in a sentence
/// @param details paragraphs that say more, without the summary
/// @param options sorted by name
/// @param exitCodes each with its meaning; empty when they are not told
/// @param commands those below it, sorted as they are shown
public record CommandUsage(
        List<String> path,
        String summary,
        List<String> details,
        List<OptionUsage> options,
        List<ParameterUsage> parameters,
        Map<String, String> exitCodes,
        List<CommandUsage> commands) {

    public CommandUsage {
        path = List.copyOf(path);
        details = List.copyOf(details);
        options = List.copyOf(options);
        parameters = List.copyOf(parameters);
        commands = List.copyOf(commands);
    }

    /// The whole of a program.
    ///
    /// @param program as it was made, with no values from anywhere but its own defaults
    public static CommandUsage of(CommandLine program) {
        return of(program, List.of());
    }

    private static CommandUsage of(CommandLine command, List<String> above) {
        CommandSpec spec = command.getCommandSpec();
        UsageMessageSpec message = spec.usageMessage();
        List<String> path =
                Stream.concat(above.stream(), Stream.of(spec.name())).toList();
        return new CommandUsage(
                path,
                sentence(Arrays.copyOf(message.description(), Math.min(1, message.description().length))),
                details(message),
                spec.options().stream()
                        .filter(option -> !option.hidden())
                        .map(OptionUsage::of)
                        .sorted((one, other) -> one.longestName().compareTo(other.longestName()))
                        .toList(),
                spec.positionalParameters().stream()
                        .filter(parameter -> !parameter.hidden())
                        .map(ParameterUsage::of)
                        .toList(),
                message.exitCodeList(),
                command.getSubcommands().values().stream()
                        .distinct()
                        .filter(below -> !below.getCommandSpec().usageMessage().hidden())
                        .map(below -> of(below, path))
                        .toList());
    }

    /// An empty line of the footer ends a paragraph.
    private static List<String> details(UsageMessageSpec message) {
        Stream<String> description = Arrays.stream(message.description()).skip(1);
        Stream<String> footer = Stream.concat(Stream.of(""), Arrays.stream(message.footer()));
        String text = Stream.concat(description, footer).collect(Collectors.joining("\n"));
        return Arrays.stream(text.split("\n{2,}", -1))
                .map(paragraph -> paragraph.replace('\n', ' ').strip())
                .filter(paragraph -> !paragraph.isEmpty())
                .toList();
    }

    static String sentence(String[] lines) {
        return CommandLine.Help.Ansi.OFF.string(String.join(" ", lines)).strip();
    }

    /// The words one types for it.
    public String line() {
        return String.join(" ", path);
    }

    public String name() {
        return path.getLast();
    }

    /// This one and all below it, each before those below it.
    public Stream<CommandUsage> all() {
        return Stream.concat(Stream.of(this), commands.stream().flatMap(CommandUsage::all));
    }
}
