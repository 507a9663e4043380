package io.micropay.usage;

import java.util.List;
import java.util.stream.Collectors;

/// Completion for zsh: a function for each command, which says what there is to type and what it means.
@SuppressWarnings("InlineFormatString") // A script is read more easily by itself.
public final class ZshCompletion {

    private static final String SCRIPT = """
            #compdef micropay
            # Completion of micropay for zsh. To have it in each new shell, where $fpath names that folder before compinit:
            #   micropay completion zsh > ~/.zfunc/_micropay
            # To have it in this one: source <(micropay completion zsh)

            %s
            if [[ $funcstack[1] == _micropay ]]; then
                _micropay "$@"
            else
                (( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
                compdef _micropay micropay
            fi
            """;

    /// Ends with the command that is typed at the front of `words`, as its own function expects it.
    private static final String WITH_COMMANDS = """
            %s() {
                local context curcontext="$curcontext" state line
                local -a commands
                typeset -A opt_args
                _arguments -C -s -S \\
            %s        '1: :->command' \\
                    '*:: :->arguments' && return
                case $state in
                    command)
                        commands=(
            %s            )
                        _describe -t commands command commands
                        ;;
                    arguments)
                        case $line[1] in
            %s            esac
                        ;;
                esac
            }

            """;

    private static final String PLAIN = """
            %s() {
                _arguments -s -S \\
            %s        && return
            }

            """;

    private static final String INDENT = "        ";

    private ZshCompletion() {}

    public static String script(CommandUsage program) {
        return SCRIPT.formatted(program.all().map(ZshCompletion::function).collect(Collectors.joining()));
    }

    private static String function(CommandUsage command) {
        String options = command.options().stream()
                .map(option -> INDENT + argument(option) + " \\\n")
                .collect(Collectors.joining());
        if (command.commands().isEmpty()) {
            return PLAIN.formatted(functionName(command), options + parameters(command));
        }
        String indent = INDENT.repeat(2);
        return WITH_COMMANDS.formatted(
                functionName(command),
                options,
                command.commands().stream()
                        .map(below -> indent
                                + quoted(below.name() + ":" + below.summary().replace(":", "\\:")) + "\n")
                        .collect(Collectors.joining()),
                command.commands().stream()
                        .map(below -> indent + below.name() + ") " + functionName(below) + " ;;\n")
                        .collect(Collectors.joining()));
    }

    private static String functionName(CommandUsage command) {
        return "_" + String.join("_", command.path()).replace('-', '_');
    }

    /// `(-q --quiet)'{-q,--quiet}'[...]`: names that exclude each other, unless it may be repeated.
    private static String argument(OptionUsage option) {
        String exclusion = option.repeated() ? "*" : "(" + String.join(" ", option.names()) + ")";
        String value = option.label()
                .map(label -> ":" + escaped(label) + ":" + action(option.kind()))
                .orElse("");
        String meaning = "[" + option.description().replaceAll("([\\[\\]\\\\])", "\\\\$1") + "]" + value;
        List<String> names = option.names().stream()
                .map(name -> option.label().isEmpty() ? name : name.startsWith("--") ? name + "=" : name + "+")
                .toList();
        return names.size() == 1
                ? quoted(exclusion + names.getFirst() + meaning)
                : quoted(exclusion) + "{" + String.join(",", names) + "}" + quoted(meaning);
    }

    private static String parameters(CommandUsage command) {
        return command.parameters().stream()
                .map(parameter ->
                        INDENT + quoted(place(parameter) + escaped(parameter.label()) + ":" + action(parameter.kind()))
                                + " \\\n")
                .collect(Collectors.joining());
    }

    private static String place(ParameterUsage parameter) {
        if (parameter.repeated()) {
            return "*:";
        }
        return parameter.first() + 1 + (parameter.required() ? ":" : "::");
    }

    private static String action(ValueKind kind) {
        return switch (kind) {
            case ValueKind.Words(List<String> words) -> "(" + String.join(" ", words) + ")";
            case ValueKind.AnyFile() -> "_files";
            case ValueKind.Folder() -> "_files -/";
            case ValueKind.Host() -> "_hosts";
            case ValueKind.Text() -> " ";
        };
    }

    private static String escaped(String message) {
        return message.replace(":", "\\:");
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
