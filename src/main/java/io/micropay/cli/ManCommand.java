package io.micropay.cli;

import io.micropay.client.shell.Counted;
import io.micropay.money.PlainText;
import io.micropay.usage.CommandUsage;
import io.micropay.usage.ManPage;
import io.micropay.usage.OptionUsage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `micropay man`: the pages of the manual.
@Command(
        name = "man",
        description = "Print a page of the manual, as man shows it, or write all pages.",
        footer = {
            "",
            "micropay man server | man -l - shows the page of a command. Where --all has written the pages to a folder"
                    + " man1 in a folder of MANPATH, man micropay-server finds it."
        })
final class ManCommand implements Callable<Integer> {

    /// What no variable stands for.
    private static final Set<String> ONLY_TYPED = Set.of("--help", "--version");

    @Parameters(
            arity = "0..*",
            paramLabel = "COMMAND",
            completionCandidates = Main.CommandNames.class,
            description = "The command, such as certs init (micropay itself).")
    private List<String> command = List.of();

    @Option(
            names = "--all",
            paramLabel = "DIR",
            description = "Write the pages of all commands to this folder, in place of those that are there.")
    private @Nullable Path folder;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CliException {
        CommandUsage program = Main.usage();
        Path all = folder;
        if (all == null) {
            spec.commandLine().getOut().print(page(find(program), program).text());
            spec.commandLine().getOut().flush();
        } else if (command.isEmpty()) {
            writeAll(program, all);
        } else {
            throw new ParameterException(spec.commandLine(), "--all writes every page: name no command with it");
        }
        return ExitCode.DONE;
    }

    private CommandUsage find(CommandUsage program) {
        CommandUsage found = program;
        for (String name : command) {
            found = found.commands().stream()
                    .filter(below -> below.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(),
                            "there is no command '" + PlainText.shown(String.join(" ", command)) + "'"));
        }
        return found;
    }

    private void writeAll(CommandUsage program, Path all) throws CliException {
        List<CommandUsage> commands = program.all().toList();
        try {
            Files.createDirectories(all);
            for (CommandUsage each : commands) {
                Files.writeString(
                        all.resolve(ManPage.fileName(each)), page(each, program).text());
            }
        } catch (IOException failure) {
            throw new CliException(
                    "the pages cannot be written to " + all + " ("
                            + failure.getClass().getSimpleName() + ")",
                    null,
                    ExitCode.CANNOT_CREATE,
                    failure);
        }
        spec.commandLine().getOut().println("Wrote " + Counted.of(commands.size(), "page") + " to " + all);
        spec.commandLine().getOut().flush();
    }

    private static Optional<String> variable(OptionUsage option) {
        return ONLY_TYPED.contains(option.longestName())
                ? Optional.empty()
                : Optional.of(EnvironmentDefaults.variableOf(option.longestName()));
    }

    private static ManPage page(CommandUsage command, CommandUsage program) {
        return new ManPage(
                command,
                program,
                "micropay " + Version.release(),
                ExitCode.meanings(),
                ManCommand::variable,
                ConfigurationFile.whereItLies());
    }
}
