package io.micropay.cli;

import io.micropay.concurrent.TaskScope;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The command line's entry, reached through `Launcher`.
@Command(
        name = "micropay",
        description = "A self-hosted payment service for small amounts between people.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        subcommands = {
            ServerCommand.class,
            ClientCommand.class,
            CertsCommand.class,
            VerifyCommand.class,
            LedgerCommand.class,
            HealthCommand.class,
            DemoCommand.class,
            BenchCommand.class
        })
public final class Main implements Runnable {

    @Option(names = "--debug", description = "Show the whole story of an error.", scope = ScopeType.INHERIT)
    private boolean debug;

    @Spec
    private CommandSpec spec;

    private Main() {}

    /// Runs one command and exits with its code.
    public static void main(String[] args) {
        int exitCode = commandLine().execute(args);
        System.exit(exitCode);
    }

    private static CommandLine commandLine() {
        return commandLine(System.getenv()).setExecutionStrategy(parsed -> {
            requireThisJdk(parsed.commandSpec());
            return new CommandLine.RunLast().execute(parsed);
        });
    }

    /// The command line as it reads options and reports failures.
    ///
    /// @param environment what sets the options that no flag sets
    static CommandLine commandLine(Map<String, String> environment) {
        return ErrorReport.reporting(new CommandLine(new Main()))
                .setDefaultValueProvider(new EnvironmentDefaults(environment));
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
