package io.micropay.usage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Completion for bash, from version 3.2 on, which is what macOS has.
///
/// The script finds the command that is being typed, then says what may come next. A table in the form of `case`
/// branches for each of its questions is all that depends on the commands.
@SuppressWarnings("InlineFormatString") // A script is read more easily by itself.
public final class BashCompletion {

    private static final String SCRIPT = """
            # Completion of micropay for bash. To have it in each new shell:
            #   micropay completion bash > ~/.local/share/bash-completion/completions/micropay
            # To have it in this one: source <(micropay completion bash)

            _micropay_words() {
                local candidate
                while IFS= read -r candidate; do
                    COMPREPLY+=("$candidate")
                done < <(compgen "$@")
            }

            _micropay_files() {
                compopt -o filenames 2>/dev/null
                _micropay_words "$@"
            }

            _micropay() {
                local word=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD - 1]}
                local command=micropay place=0 i
                COMPREPLY=()

                # bash takes --option=value for three words.
                if [[ $word == = ]]; then
                    word=
                elif [[ $option == = ]]; then
                    option=${COMP_WORDS[COMP_CWORD - 2]}
                fi

                for ((i = 1; i < COMP_CWORD; i++)); do
                    case "$command ${COMP_WORDS[i]}" in
                        %s)
                            command+=" ${COMP_WORDS[i]}"
                            ;;
                        %s)
                            [[ ${COMP_WORDS[i + 1]} == = ]] && ((i++))
                            ((i++))
                            ;;
                        *" -"*) ;;
                        *) ((place++)) ;;
                    esac
                done

                case "$command $option" in
            %s    esac

                if [[ $word == -* ]]; then
                    case $command in
            %s        esac
                    return
                fi

                case $command in
            %s    esac

                case "$command $place" in
            %s    esac
            }

            complete -F _micropay micropay
            """;

    private BashCompletion() {}

    public static String script(CommandUsage program) {
        return SCRIPT.formatted(
                patterns(program.all().skip(1).map(CommandUsage::line)),
                patterns(program.all().flatMap(BashCompletion::optionsWithValue)),
                branches(2, valuesOfOptions(program), true),
                branches(3, wordsOfCommands(program, BashCompletion::optionNames), false),
                branches(2, wordsOfCommands(program, BashCompletion::commandNames), false),
                branches(2, valuesOfParameters(program), false));
    }

    private static Stream<String> optionsWithValue(CommandUsage command) {
        return command.options().stream()
                .filter(option -> option.label().isPresent())
                .flatMap(option -> option.names().stream())
                .map(name -> command.line() + " " + name);
    }

    /// What is to be done, by the patterns for which it is done.
    private static Map<String, List<String>> valuesOfOptions(CommandUsage program) {
        Map<String, List<String>> branches = new LinkedHashMap<>();
        program.all()
                .forEach(command -> command.options().stream()
                        .filter(option -> option.label().isPresent())
                        .forEach(option -> option.names()
                                .forEach(name -> branches.computeIfAbsent(
                                                action(option.kind()), action -> new ArrayList<>())
                                        .add(command.line() + " " + name))));
        return branches;
    }

    private static Map<String, List<String>> valuesOfParameters(CommandUsage program) {
        Map<String, List<String>> branches = new LinkedHashMap<>();
        program.all()
                .forEach(command -> command.parameters().stream()
                        .filter(parameter -> !(parameter.kind() instanceof ValueKind.Text))
                        .forEach(parameter -> branches.computeIfAbsent(
                                        action(parameter.kind()), action -> new ArrayList<>())
                                .add(command.line() + " " + (parameter.repeated() ? "*" : parameter.first()))));
        return branches;
    }

    private interface Names {
        Stream<String> of(CommandUsage command);
    }

    private static Stream<String> optionNames(CommandUsage command) {
        return command.options().stream().flatMap(option -> option.names().stream());
    }

    private static Stream<String> commandNames(CommandUsage command) {
        return command.commands().stream().map(CommandUsage::name);
    }

    private static Map<String, List<String>> wordsOfCommands(CommandUsage program, Names names) {
        Map<String, List<String>> branches = new LinkedHashMap<>();
        program.all()
                .filter(command -> names.of(command).findAny().isPresent())
                .forEach(command -> branches.computeIfAbsent(
                                action(new ValueKind.Words(names.of(command).toList())), action -> new ArrayList<>())
                        .add(command.line()));
        return branches;
    }

    private static String action(ValueKind kind) {
        return switch (kind) {
            case ValueKind.Words(List<String> words) ->
                "_micropay_words -W " + quoted(String.join(" ", words)) + " -- \"$word\"";
            case ValueKind.AnyFile() -> "_micropay_files -f -- \"$word\"";
            case ValueKind.Folder() -> "_micropay_files -d -- \"$word\"";
            case ValueKind.Host() -> "_micropay_words -A hostname -- \"$word\"";
            case ValueKind.Text() -> ":";
        };
    }

    private static String branches(int depth, Map<String, List<String>> branches, boolean last) {
        String indent = "    ".repeat(depth);
        StringBuilder text = new StringBuilder();
        branches.forEach((action, patterns) -> {
            text.append(indent).append(placed(patterns)).append(")\n");
            text.append(indent).append("    ").append(action).append('\n');
            if (last) {
                text.append(indent).append("    return\n");
            }
            text.append(indent).append("    ;;\n");
        });
        return text.toString();
    }

    private static String placed(List<String> patterns) {
        return patterns(patterns.stream());
    }

    /// A trailing star stays outside of the quotes, to match any place.
    private static String patterns(Stream<String> patterns) {
        return patterns.map(pattern -> pattern.endsWith("*")
                        ? quoted(pattern.substring(0, pattern.length() - 1)) + "*"
                        : quoted(pattern))
                .collect(Collectors.joining(" | "));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
