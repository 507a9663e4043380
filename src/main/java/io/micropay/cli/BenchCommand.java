package io.micropay.cli;

import io.micropay.bench.Bench;
import io.micropay.bench.BenchException;
import io.micropay.bench.BenchMode;
import io.micropay.bench.BenchPlan;
import io.micropay.bench.BenchResult;
import io.micropay.bench.ResultJson;
import io.micropay.bench.ResultText;
import io.micropay.bench.Target;
import io.micropay.bench.Threshold;
import io.micropay.client.ServerAddress;
import io.micropay.crypto.CertificateFolder;
import io.micropay.crypto.CryptoException;
import io.micropay.money.Amount;
import io.micropay.money.PlainText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// `micropay bench`: how fast a server is, and whether it keeps what it has acknowledged.
@Command(
        name = "bench",
        description = "Measure how fast a server is, and whether it keeps what it has acknowledged.",
        footer = {
            "",
            "Without HOST PORT it starts a server of its own, with a fresh ledger, which ends with the bench."
                    + " A server that runs already must be a development machine's: --certs needs its ca.key, to make"
                    + " accounts.",
            "",
            "Payments are signed before the clock starts; afterwards every proof is verified, and the server is asked"
                    + " again. Results are on standard output, progress on standard error.",
            "",
            "Ctrl-C ends a load before its time: what was measured is checked and printed like the rest, and a second"
                    + " Ctrl-C ends that too. In mode idle there is no load, and the first ends it.",
            "",
            "Exit codes: 1 the server lost what it had acknowledged, 69 it cannot be reached or has ended, 99 a"
                    + " threshold was missed, 130 interrupted."
        })
final class BenchCommand implements Callable<Integer> {

    /// What a development machine's server allows, and more than anybody pays in a run.
    private static final Amount DEPOSIT = new Amount(1_000 * Amount.MICROS_PER_UNIT);

    @Parameters(index = "0", arity = "0..1", paramLabel = "HOST", description = "A server that runs already.")
    private @Nullable String host;

    @Parameters(index = "1", arity = "0..1", paramLabel = "PORT", description = "Its port.")
    private @Nullable Integer port;

    @Mixin
    private BenchLoadOptions load;

    @Option(
            names = "--threshold",
            paramLabel = "LIMIT",
            converter = ThresholdConverter.class,
            description = "What must hold, such as 'p99<20ms' or 'rate>=1000'; may be given several times.")
    private List<Threshold> thresholds = new ArrayList<>();

    @Option(names = "--json", description = "Print the result as one line of JSON.", fallbackValue = "true")
    private boolean json;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Keep certificates, the accounts' keys and the ledger here, and use those that are here"
                    + " already (else a temporary folder).")
    private @Nullable Path directory;

    @Mixin
    private BenchServerOptions ownServer;

    @Mixin
    private CertificatesOption certificates;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CryptoException, CliException, InterruptedException {
        BenchPlan plan = load.plan();
        Optional<ServerAddress> elsewhere = elsewhere();
        requireMeasured(plan, elsewhere.isEmpty());
        BenchResult result = run(plan, elsewhere);
        print(result);
        int exitCode = requireThresholds(result);
        return result.measured().isCutShort() ? ExitCode.INTERRUPTED : exitCode;
    }

    private Optional<ServerAddress> elsewhere() {
        if (host == null) {
            return Optional.empty();
        }
        if (port == null) {
            throw wrongUsage("a port is missing after the host " + PlainText.shown(host));
        }
        if (ownServer.areGiven()) {
            throw wrongUsage("--server-option, --server-jvm, --server-jar, --server-ledger and --no-ledger-verify are"
                    + " for a server of the bench's own");
        }
        try {
            return Optional.of(new ServerAddress(host, port));
        } catch (IllegalArgumentException notAnAddress) {
            throw wrongUsage(String.valueOf(notAnAddress.getMessage()));
        }
    }

    private void requireMeasured(BenchPlan plan, boolean own) {
        if (plan.mode() == BenchMode.IDLE && !own) {
            throw wrongUsage("--mode idle is for a server of the bench's own: the memory of another cannot be seen");
        }
        for (Threshold threshold : thresholds) {
            if (!threshold.isMeasuredBy(plan, own)) {
                throw wrongUsage("--threshold '" + threshold.text() + "' is not measured "
                        + (own ? "in mode " + plan.mode().commandName() : "of a server that runs already"));
            }
        }
    }

    private ParameterException wrongUsage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private BenchResult run(BenchPlan plan, Optional<ServerAddress> elsewhere)
            throws CryptoException, CliException, InterruptedException {
        try (BenchStage stage = new BenchStage(directory)) {
            try {
                return elsewhere.isPresent()
                        ? measure(plan, elsewhere.get(), stage)
                        : new OwnServerBench(stage, ownServer)
                                .run(
                                        plan,
                                        load.connectionsPerKey(),
                                        spec.commandLine().getErr());
            } catch (IOException failure) {
                stage.awaitEndIfInterrupted();
                throw new CliException("the bench failed: " + failure, null, ExitCode.IO_ERROR, failure);
            } catch (BenchException failure) {
                stage.awaitEndIfInterrupted();
                throw cliException(failure);
            } catch (CliException failure) {
                stage.awaitEndIfInterrupted();
                throw failure;
            }
        } catch (IOException unwritable) {
            throw new CliException(
                    "cannot make a folder for the bench: " + reason(unwritable),
                    "choose another with --dir",
                    ExitCode.CANNOT_CREATE,
                    unwritable);
        }
    }

    private static String reason(IOException unwritable) {
        return switch (unwritable) {
            case AccessDeniedException denied -> "permission denied: " + denied.getFile();
            case FileAlreadyExistsException taken -> taken.getFile() + " is not a folder";
            default -> unwritable.toString();
        };
    }

    private static CliException cliException(BenchException failure) {
        int exitCode = switch (failure.trouble()) {
            case UNAVAILABLE -> ExitCode.UNAVAILABLE;
            case REFUSED, LOST -> ExitCode.REFUSED;
            case SETTINGS -> ExitCode.CONFIGURATION;
            case FILE -> ExitCode.IO_ERROR;
            case INTERRUPTED -> ExitCode.INTERRUPTED;
        };
        return new CliException(
                String.valueOf(failure.getMessage()), failure.hint().orElse(null), exitCode, failure);
    }

    private BenchResult measure(BenchPlan plan, ServerAddress address, BenchStage stage)
            throws CryptoException, CliException, BenchException, InterruptedException {
        CertificateFolder folder = certificates.folder();
        if (!folder.hasAuthorityKey()) {
            throw new CliException(
                    "the bench makes accounts of its own, and " + folder.keyFile("ca") + " is not here",
                    "--certs must name the folder of the server's CA with its key, on a development machine; without"
                            + " HOST PORT the bench starts a server of its own",
                    ExitCode.CONFIGURATION);
        }
        Target target = BenchTarget.at(address, folder.authority(), DEPOSIT, Optional.empty());
        return Bench.run(
                plan, target, stage.kept(), TerminalDisplay.onStandardError(), InterruptSignal.onStandardError());
    }

    private void print(BenchResult result) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            String release = Main.class.getPackage().getImplementationVersion();
            out.println(ResultJson.of(result, Objects.requireNonNullElse(release, "unknown")));
        } else {
            ResultText.of(result).forEach(out::println);
        }
        out.flush();
    }

    private int requireThresholds(BenchResult result) {
        PrintWriter err = spec.commandLine().getErr();
        List<String> misses = thresholds.stream()
                .flatMap(threshold -> threshold.miss(result).stream())
                .toList();
        misses.forEach(miss -> err.println("micropay: error: threshold " + miss));
        err.flush();
        return misses.isEmpty() ? ExitCode.DONE : ExitCode.THRESHOLD;
    }

    /// Reads a threshold.
    static final class ThresholdConverter implements ITypeConverter<Threshold> {
        @Override
        public Threshold convert(String text) {
            return Threshold.parse(text)
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + PlainText.shown(text) + "' is not a threshold: " + Threshold.FORM));
        }
    }
}
