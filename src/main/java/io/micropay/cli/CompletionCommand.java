package io.micropay.cli;

import io.micropay.money.PlainText;
import io.micropay.usage.BashCompletion;
import io.micropay.usage.CommandUsage;
import io.micropay.usage.FishCompletion;
import io.micropay.usage.ZshCompletion;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// `micropay completion SHELL`: what has a shell complete commands, options and their values.
@Command(
        name = "completion",
        description = "Print a script that has a shell complete micropay's commands, options and values.",
        footer = {
            "",
            "The script's first lines say where it belongs. It is made for the command micropay: a link of that name to"
                    + " this program's script, somewhere on the PATH, or an alias will do."
        })
final class CompletionCommand implements Callable<Integer> {

    /// The shells a script can be made for.
    enum Shell {
        BASH,
        ZSH,
        FISH;

        String commandName() {
            return name().toLowerCase(Locale.ROOT);
        }

        static List<String> commandNames() {
            return Arrays.stream(values()).map(Shell::commandName).toList();
        }
    }

    @Parameters(
            paramLabel = "bash|zsh|fish",
            converter = ShellConverter.class,
            completionCandidates = Shells.class,
            description = "The shell: bash 3.2 or newer, zsh, or fish 3 or newer.")
    private Shell shell;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        CommandUsage program = Main.usage();
        String script = switch (shell) {
            case BASH -> BashCompletion.script(program);
            case ZSH -> ZshCompletion.script(program);
            case FISH -> FishCompletion.script(program);
        };
        spec.commandLine().getOut().print(script);
        spec.commandLine().getOut().flush();
        return ExitCode.DONE;
    }

    /// The names of the shells.
    static final class Shells extends Candidates {
        Shells() {
            super(Shell.commandNames());
        }
    }

    /// Reads the name of a shell.
    static final class ShellConverter implements ITypeConverter<Shell> {
        @Override
        public Shell convert(String text) {
            return Arrays.stream(Shell.values())
                    .filter(shell -> shell.commandName().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("'" + PlainText.shown(text)
                            + "' is not a shell: choose " + String.join(", ", Shell.commandNames())));
        }
    }
}
