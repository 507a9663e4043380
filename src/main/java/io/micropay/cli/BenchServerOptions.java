package io.micropay.cli;

import io.micropay.bench.BenchMode;
import io.micropay.money.PlainText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The options that say how a bench starts a server of its own.
final class BenchServerOptions {

    @Option(
            names = "--server-ledger",
            paramLabel = "FILE|URL",
            description = "The ledger of the bench's own server (a file in the bench's folder).")
    private @Nullable String ledger;

    @Option(
            names = "--server-option",
            paramLabel = "OPTION",
            description = "An option for the bench's own server, such as --server-option=--workers=100.")
    private List<String> options = new ArrayList<>();

    @Option(
            names = "--server-jvm",
            paramLabel = "OPTION",
            description = "An option for its JVM, such as --server-jvm=-Xmx512m.")
    private List<String> jvm = new ArrayList<>();

    @Option(
            names = "--server-jar",
            paramLabel = "FILE",
            description = "Its jar, such as that of another release (this one).")
    private @Nullable Path jar;

    @Option(
            names = "--ledger-verify",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Whether to verify the whole ledger of the bench's own server afterwards (yes).")
    private boolean ledgerVerify;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /// Whether something is said of a server of the bench's own.
    boolean areGiven() {
        return ledger != null || !options.isEmpty() || !jvm.isEmpty() || jar != null || !ledgerVerify;
    }

    /// The jar to run the server from.
    Path jar() throws CliException {
        if (jar == null) {
            return PackagedJar.path("the bench");
        }
        if (!Files.isRegularFile(jar)) {
            throw new ParameterException(
                    command.commandLine(), "--server-jar: there is no file " + PlainText.shown(jar.toString()));
        }
        return jar;
    }

    boolean ledgerVerify() {
        return ledgerVerify;
    }

    /// For the JVM that runs the server. One whose idle memory is measured gives back what a rush has left sooner than
    /// others: nobody waits minutes for it.
    List<String> jvm(BenchMode mode) {
        return mode == BenchMode.IDLE
                ? Stream.concat(Stream.of(HeapTrim.AFTER_TEN_SECONDS), jvm.stream())
                        .toList()
                : jvm;
    }

    /// For the server: what was given, and of the standard what was not given otherwise.
    List<String> server(Map<String, String> standard) {
        List<String> all = new ArrayList<>(options);
        standard.forEach((name, value) -> {
            if (options.stream().noneMatch(given -> given.equals(name) || given.startsWith(name + "="))) {
                all.addAll(List.of(name, value));
            }
        });
        if (ledger != null) {
            all.addAll(List.of("--ledger", ledger));
        }
        return all;
    }

    /// Where the ledger lies of a server that gets these options: where the server itself takes it to be.
    ///
    /// @throws CliException when the server would refuse it
    LedgerLocation ledger(List<String> server) throws CliException {
        Map<String, String> environment = EnvironmentDefaults.of(command.commandLine())
                .variable(LedgerOption.PASSWORD_VARIABLE)
                .map(password -> Map.of(LedgerOption.PASSWORD_VARIABLE, password))
                .orElse(Map.of());
        Located located = new Located();
        try {
            new CommandLine(located)
                    .setDefaultValueProvider(new EnvironmentDefaults(environment))
                    .setUnmatchedArgumentsAllowed(true)
                    .parseArgs(server.toArray(String[]::new));
            return located.ledger.location();
        } catch (ParameterException wrong) {
            throw new ParameterException(command.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }

    /// Of a server's options, those that say where its ledger lies.
    @Command
    private static final class Located {

        @Mixin
        private LedgerOption ledger;
    }
}
