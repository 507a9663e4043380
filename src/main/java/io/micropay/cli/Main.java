package io.micropay.cli;

import io.micropay.concurrent.TaskScope;
import io.micropay.usage.CommandUsage;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The command line's entry, reached through `Launcher`.
@Command(
        name = "micropay",
        description = "A self-hosted payment service for small amounts between people.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT)
public final class Main implements Runnable {

    @Option(
            names = "--debug",
            description = "Show the whole story of an error.",
            scope = ScopeType.INHERIT,
            fallbackValue = "true")
    private boolean debug;

    @SuppressWarnings("UnusedVariable") // ConfigurationFile finds it before anything else is read.
    @Option(
            names = ConfigurationFile.OPTION,
            paramLabel = "FILE",
            description = "The file that sets options, instead of the usual one; empty for none.",
            scope = ScopeType.INHERIT)
    private @Nullable String configuration;

    @Spec
    private CommandSpec spec;

    private Main() {}

    /// Runs one command and exits with its code.
    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(StandardStreams.out(), false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(StandardStreams.err(), true, StandardCharsets.UTF_8);
        Map<String, String> environment = UserFolders.withHome(System.getenv(), System.getProperty("user.home"));
        int code = commandLine(environment, args).setOut(out).setErr(err).execute(args);
        // A result that nobody has got is none: the disk may be full, or the reader gone.
        if (out.checkError() && code == ExitCode.DONE) {
            err.println("micropay: error: standard output cannot be written");
            code = ExitCode.IO_ERROR;
        }
        System.exit(code);
    }

    /// The command line as it reads options and reports failures.
    ///
    /// @param environment what sets the options that no flag sets, beside the configuration file
    /// @param args what it will be given to execute
    static CommandLine commandLine(Map<String, String> environment, String... args) {
        return program(OptionDefaults.of(environment, args), args);
    }

    /// @param defaults what sets the options that no flag sets
    /// @param args what it will be given to execute; none to have all commands
    static CommandLine program(OptionDefaults defaults, String... args) {
        CommandLine commandLine = new CommandLine(new Main());
        addCommands(commandLine, args);
        provideVersion(commandLine);
        return ErrorReport.reporting(commandLine)
                // A memo such as @home is the payer's words, not the name of a file whose words they are.
                .setExpandAtFiles(false)
                .setDefaultValueProvider(defaults)
                .setExecutionStrategy(parsed -> execute(defaults, parsed));
    }

    /// All commands, as they are used, whatever is set here.
    static CommandUsage usage() {
        return CommandUsage.of(program(OptionDefaults.of(Map.of())));
    }

    private static int execute(OptionDefaults defaults, ParseResult parsed) {
        requireThisJdk(parsed.commandSpec());
        Integer told = CommandLine.executeHelpRequest(parsed);
        if (told != null) {
            return told;
        }
        defaults.requireUsable(parsed);
        return new CommandLine.RunLast().execute(parsed);
    }

    /// The command that the arguments begin with, or else all there are: to make them all costs every start a tenth of
    /// a second.
    private static void addCommands(CommandLine commandLine, String[] args) {
        Optional<Class<?>> named = args.length == 0 ? Optional.empty() : Commands.named(args[0]);
        if (named.isPresent()) {
            commandLine.addSubcommand(named.get());
        } else {
            Commands.names()
                    .forEach(name ->
                            commandLine.addSubcommand(Commands.named(name).orElseThrow()));
            CommandSections.show(commandLine, Commands.SECTIONS);
        }
    }

    /// The commands' names, for a shell.
    static final class CommandNames extends Candidates {
        CommandNames() {
            super(Commands.names().toList());
        }
    }

    /// Sets for every command what `--version` says. The annotation would ask for it whenever a command is made, which
    /// loads the native signatures.
    private static void provideVersion(CommandLine commandLine) {
        commandLine.getCommandSpec().versionProvider(new Version());
        commandLine.getSubcommands().values().forEach(Main::provideVersion);
    }

    private static void requireThisJdk(CommandSpec spec) {
        try {
            TaskScope.requireAvailable();
        } catch (UnsupportedOperationException unsupported) {
            throw new ParameterException(spec.commandLine(), String.valueOf(unsupported.getMessage()), unsupported);
        }
    }

    /// Whether the user asked for stack traces.
    static boolean isDebug(CommandLine commandLine) {
        return commandLine.getCommandSpec().root().userObject() instanceof Main main && main.debug;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
