package io.micropay.usage;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Completion for fish: a line for each thing that may be typed, with the command for which it holds.
@SuppressWarnings("InlineFormatString") // A script is read more easily by itself.
public final class FishCompletion {

    private static final String SCRIPT = """
            # Completion of micropay for fish. To have it in each new shell:
            #   micropay completion fish > ~/.config/fish/completions/micropay.fish
            # To have it in this one: micropay completion fish | source

            function __micropay_at --description 'Whether a command is the one that is being typed'
                set -l command micropay
                for word in (commandline -opc)[2..-1]
                    if contains -- "$command $word" %s
                        set command "$command $word"
                    end
                end
                test "$command" = "$argv"
            end

            complete -c micropay -f
            %s""";

    private FishCompletion() {}

    public static String script(CommandUsage program) {
        String commands =
                program.all().skip(1).map(command -> quoted(command.line())).collect(Collectors.joining(" "));
        return SCRIPT.formatted(
                commands,
                program.all()
                        .flatMap(FishCompletion::lines)
                        .map(line -> line + "\n")
                        .collect(Collectors.joining()));
    }

    private static Stream<String> lines(CommandUsage command) {
        String at = "complete -c micropay -n " + quoted("__micropay_at " + command.line());
        Stream<String> below =
                command.commands().stream().map(next -> at + " -a " + next.name() + " -d " + quoted(next.summary()));
        Stream<String> options = command.options().stream()
                .map(option -> at + names(option) + value(option) + " -d " + quoted(option.description()));
        Stream<String> parameters = command.parameters().stream()
                .filter(parameter -> !(parameter.kind() instanceof ValueKind.Text))
                .map(parameter -> at + action(parameter.kind()));
        return Stream.of(below, options, parameters).flatMap(lines -> lines);
    }

    private static String names(OptionUsage option) {
        return option.names().stream()
                .map(name -> name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1))
                .collect(Collectors.joining());
    }

    private static String value(OptionUsage option) {
        return option.label().isEmpty() ? "" : " -r" + action(option.kind());
    }

    private static String action(ValueKind kind) {
        return switch (kind) {
            case ValueKind.Words(List<String> words) -> " -f -a " + quoted(String.join(" ", words));
            case ValueKind.AnyFile() -> " -F";
            case ValueKind.Folder() -> " -f -a '(__fish_complete_directories)'";
            case ValueKind.Host() -> " -f -a '(__fish_print_hostnames)'";
            case ValueKind.Text() -> " -f";
        };
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
