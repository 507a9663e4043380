package io.micropay.cli;

import io.micropay.bench.Bench;
import io.micropay.bench.BenchException;
import io.micropay.bench.BenchMode;
import io.micropay.bench.BenchPlan;
import io.micropay.bench.BenchPlan.Extent;
import io.micropay.bench.BenchResult;
import io.micropay.bench.ResultJson;
import io.micropay.bench.ResultText;
import io.micropay.bench.Schedule;
import io.micropay.bench.Target;
import io.micropay.bench.Threshold;
import io.micropay.client.ConnectionException;
import io.micropay.client.ConnectionNotices;
import io.micropay.client.Dialler;
import io.micropay.client.KnownLedger;
import io.micropay.client.ServerAddress;
import io.micropay.client.ServerConnection;
import io.micropay.crypto.CertificateAuthority;
import io.micropay.crypto.CertificateFolder;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.KeyKind;
import io.micropay.money.Amount;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
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
            "Without HOST PORT it starts a server of its own, with a fresh ledger, which ends with the bench.",
            "A server that runs already must be a development machine's: --certs needs its ca.key, to make accounts.",
            "Payments are signed before the clock starts; afterwards every proof is verified.",
            "Results are on standard output, progress on standard error.",
            "Exit 1: the server lost what it had acknowledged. Exit 99: a threshold was missed."
        })
final class BenchCommand implements Callable<Integer> {

    private static final Duration DURATION = Duration.ofSeconds(10);

    /// More than anybody pays in all runs together.
    private static final Amount DEPOSIT = new Amount(1_000_000 * Amount.MICROS_PER_UNIT);

    /// What a development machine's server allows, and more than anybody pays in a run.
    private static final Amount DEPOSIT_ELSEWHERE = new Amount(1_000 * Amount.MICROS_PER_UNIT);

    /// Connections of the bench besides those that are measured.
    private static final int SPARE_CONNECTIONS = 1_000;

    private static final int ACCOUNTS = 1_000;
    private static final int CONNECTIONS = 64;
    private static final int CONNECTIONS_IDLE = 5_000;

    @Parameters(index = "0", arity = "0..1", paramLabel = "HOST", description = "A server that runs already.")
    private @Nullable String host;

    @Parameters(index = "1", arity = "0..1", paramLabel = "PORT", description = "Its port.")
    private @Nullable Integer port;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            defaultValue = "payments",
            converter = ModeConverter.class,
            description = "What to measure: payments, handshakes, list or idle connections (${DEFAULT-VALUE}).")
    private BenchMode mode;

    @Option(
            names = "--connections",
            paramLabel = "N",
            description = "Connections; with payments each is a payee's (" + CONNECTIONS + "; idle " + CONNECTIONS_IDLE
                    + ").")
    private @Nullable Integer connections;

    @Option(
            names = {"--payments", "--requests"},
            paramLabel = "N",
            description = "How many payments, or requests of another mode, to make.")
    private @Nullable Long requests;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long to make them, such as 30s or 2m (10s, unless --payments says how many).")
    private @Nullable Duration duration;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "An open loop: so many a second over all connections, whether or not answers have come."
                    + " Latency counts from when each was meant to start.")
    private @Nullable Double rate;

    @Option(
            names = "--warmup",
            paramLabel = "TIME",
            defaultValue = "3s",
            converter = DurationConverter.class,
            description = "How long to make them before they count (${DEFAULT-VALUE}).")
    private Duration warmUp;

    @Option(
            names = "--accounts",
            paramLabel = "N",
            description = "Accounts that pay, drawn by chance (" + ACCOUNTS
                    + "; with RSA keys, which take long to make, two for each connection).")
    private @Nullable Integer accounts;

    @Option(
            names = "--key",
            paramLabel = "KIND",
            defaultValue = "rsa",
            converter = NewAccountOption.Kind.class,
            description = "The accounts' keys: rsa, ec or ed25519 (${DEFAULT-VALUE}).")
    private KeyKind key;

    @Option(
            names = "--connections-per-key",
            paramLabel = "N",
            defaultValue = "8",
            description = "Of handshakes and idle connections, how many share a key (${DEFAULT-VALUE}).")
    private int connectionsPerKey;

    @Option(
            names = "--threshold",
            paramLabel = "LIMIT",
            converter = ThresholdConverter.class,
            description = "What must hold, such as 'p99<20ms' or 'rate>=1000'; may be given several times.")
    private List<Threshold> thresholds = new ArrayList<>();

    @Option(names = "--json", description = "Print the result as one line of JSON.")
    private boolean json;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Keep certificates, the accounts' keys and the ledger here, and use those that are here"
                    + " already (else a temporary folder).")
    private @Nullable Path directory;

    @Option(
            names = "--server-ledger",
            paramLabel = "FILE|URL",
            description = "The ledger of the bench's own server (a file in its folder).")
    private @Nullable String ledger;

    @Option(
            names = "--no-ledger-verify",
            negatable = true,
            description = "Do not verify the whole ledger of the bench's own server afterwards.")
    private boolean ledgerVerify = true;

    @Option(
            names = "--server-option",
            paramLabel = "OPTION",
            description = "An option for the bench's own server, such as --server-option=--workers=100.")
    private List<String> serverOptions = new ArrayList<>();

    @Option(
            names = "--server-jvm",
            paramLabel = "OPTION",
            description = "An option for its JVM, such as --server-jvm=-Xmx512m.")
    private List<String> serverJvm = new ArrayList<>();

    @Mixin
    private CertificatesOption certificates;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CryptoException, CliException, InterruptedException {
        BenchPlan plan = plan();
        Optional<ServerAddress> elsewhere = elsewhere();
        requireMeasured(plan, elsewhere.isEmpty());
        BenchResult result = run(plan, elsewhere);
        print(result);
        return requireThresholds(result);
    }

    private BenchPlan plan() {
        boolean idle = mode == BenchMode.IDLE;
        int all = connections != null ? connections : idle ? CONNECTIONS_IDLE : CONNECTIONS;
        if (requests != null && duration != null) {
            throw wrongUsage("--payments and --duration cannot both say how much");
        }
        if (idle && (requests != null || duration != null || rate != null)) {
            throw wrongUsage("--mode idle takes --connections alone");
        }
        if (accounts != null && mode != BenchMode.PAYMENTS) {
            throw wrongUsage("--accounts is for --mode payments");
        }
        if (connectionsPerKey < 1) {
            throw wrongUsage("--connections-per-key must be at least 1, not " + connectionsPerKey);
        }
        try {
            Extent extent = requests != null
                    ? new Extent.Requests(requests)
                    : new Extent.Time(duration == null ? DURATION : duration);
            Schedule schedule = rate == null ? new Schedule.Closed() : new Schedule.Open(rate);
            return new BenchPlan(mode, schedule, extent, all, accounts(all), key, warmUp);
        } catch (IllegalArgumentException outOfRange) {
            throw wrongUsage(String.valueOf(outOfRange.getMessage()));
        }
    }

    private int accounts(int all) {
        return switch (mode) {
            case PAYMENTS -> {
                boolean quicklyMade = key == KeyKind.P256 || key == KeyKind.ED25519;
                int standard = quicklyMade ? Math.max(ACCOUNTS, 2 * all) : 2 * all;
                yield accounts != null ? accounts : standard;
            }
            case LIST -> all;
            case HANDSHAKES, IDLE -> Math.ceilDiv(all, connectionsPerKey);
        };
    }

    private Optional<ServerAddress> elsewhere() {
        if (host == null) {
            return Optional.empty();
        }
        if (port == null) {
            throw wrongUsage("a port is missing after the host " + Printable.of(host));
        }
        if (!serverOptions.isEmpty() || !serverJvm.isEmpty() || ledger != null) {
            throw wrongUsage("--server-option, --server-jvm and --server-ledger are for a server of the bench's own");
        }
        try {
            return Optional.of(new ServerAddress(host, port));
        } catch (IllegalArgumentException notAnAddress) {
            throw wrongUsage(String.valueOf(notAnAddress.getMessage()));
        }
    }

    private void requireMeasured(BenchPlan plan, boolean ownServer) {
        for (Threshold threshold : thresholds) {
            if (!threshold.isMeasuredBy(plan, ownServer)) {
                throw wrongUsage("--threshold '" + threshold.text() + "' is not measured "
                        + (ownServer ? "in mode " + plan.mode().commandName() : "of a server that runs already"));
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
                return elsewhere.isPresent() ? measure(plan, elsewhere.get(), stage) : measureOwnServer(plan, stage);
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
            String reason = switch (unwritable) {
                case AccessDeniedException denied -> "permission denied: " + denied.getFile();
                case FileAlreadyExistsException taken -> taken.getFile() + " is not a folder";
                default -> unwritable.toString();
            };
            throw new CliException(
                    "cannot make a folder for the bench: " + reason,
                    "choose another with --dir",
                    ExitCode.CANNOT_CREATE,
                    unwritable);
        }
    }

    private static CliException cliException(BenchException failure) {
        int exitCode = switch (failure.trouble()) {
            case UNAVAILABLE -> ExitCode.UNAVAILABLE;
            case REFUSED, LOST -> ExitCode.REFUSED;
            case SETTINGS -> ExitCode.CONFIGURATION;
            case FILE -> ExitCode.IO_ERROR;
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
        Target target = target(address, folder.authority(), DEPOSIT_ELSEWHERE, Optional.empty());
        return Bench.run(plan, target, stage.kept(), TerminalDisplay.onStandardError());
    }

    private BenchResult measureOwnServer(BenchPlan plan, BenchStage stage)
            throws IOException, CryptoException, CliException, BenchException, InterruptedException {
        CertificateFolder folder = new CertificateFolder(stage.resolve("certs"), Clock.systemUTC());
        if (folder.isUnused()) {
            folder.init(LocalHosts.names());
        }
        Path files = stage.resolve("ledger");
        Path jar = PackagedJar.path("the bench");
        BenchLedger books = BenchLedger.before(location(files));
        try (BenchServer server = BenchServer.start(
                jar, serverJvm, options(plan, folder, files), stage.resolve("server.log"), stage::watch)) {
            ServerAddress address = new ServerAddress("127.0.0.1", server.port());
            Target target = target(address, folder.authority(), DEPOSIT, Optional.of(server.handle()));
            BenchResult result;
            try {
                result = Bench.run(plan, target, stage.kept(), TerminalDisplay.onStandardError());
            } catch (BenchException failure) {
                stage.awaitEndIfInterrupted();
                throw server.end()
                        .map(end -> new CliException(
                                end, String.valueOf(failure.getMessage()), ExitCode.UNAVAILABLE, failure))
                        .orElseGet(() -> cliException(failure));
            }
            server.stop();
            OptionalLong grown = books.grown();
            boolean verified = ledgerVerify && result.checks().isPresent();
            if (verified) {
                books.verify(result.checks().get(), spec.commandLine().getErr());
            }
            return result.with(new BenchResult.OwnServer(server.readyMillis(), grown, verified ? "ok" : "skipped"));
        }
    }

    private LedgerLocation location(Path files) {
        if (ledger == null) {
            return new LedgerLocation.LedgerFile(files.resolve("ledger.db"));
        }
        return ledger.startsWith("jdbc:")
                ? new LedgerLocation.LedgerDatabase(
                        ledger, EnvironmentDefaults.of(spec.commandLine()).variable(LedgerOption.PASSWORD_VARIABLE))
                : new LedgerLocation.LedgerFile(Path.of(ledger));
    }

    private List<String> options(BenchPlan plan, CertificateFolder folder, Path files) {
        String clients = Integer.toString(plan.connections() + SPARE_CONNECTIONS);
        Map<String, String> standard = new LinkedHashMap<>();
        standard.put("--certs", folder.path().toString());
        standard.put("--data-dir", files.toString());
        standard.put("--workers", clients);
        standard.put("--max-waiting", clients);
        standard.put("--connections-per-key", Integer.toString(connectionsPerKey));
        standard.put("--opening-deposit-max", DEPOSIT.toString());
        if (ledger != null) {
            standard.put("--ledger", ledger);
        }
        List<String> options = new ArrayList<>(serverOptions);
        standard.forEach((name, value) -> {
            if (serverOptions.stream().noneMatch(given -> given.equals(name) || given.startsWith(name + "="))) {
                options.addAll(List.of(name, value));
            }
        });
        return options;
    }

    private static Target target(
            ServerAddress address, CertificateAuthority authority, Amount deposit, Optional<ProcessHandle> process)
            throws CliException {
        try (ServerConnection connection =
                Dialler.anonymous(address, authority.certificate()).connect(ConnectionNotices.NONE)) {
            KnownLedger known = KnownLedger.ask(connection, authority.certificate());
            return new Target(address, known, authority, deposit, process);
        } catch (ConnectionException unwell) {
            throw new CliException(
                    String.valueOf(unwell.getMessage()), unwell.hint().orElse(null), ExitCode.UNAVAILABLE, unwell);
        }
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
        int exitCode = ExitCode.DONE;
        for (Threshold threshold : thresholds) {
            Optional<String> miss = threshold.miss(result);
            if (miss.isPresent()) {
                spec.commandLine().getErr().println("micropay: error: threshold " + miss.get());
                exitCode = ExitCode.THRESHOLD;
            }
        }
        spec.commandLine().getErr().flush();
        return exitCode;
    }

    /// Reads a mode.
    static final class ModeConverter implements ITypeConverter<BenchMode> {
        @Override
        public BenchMode convert(String text) {
            return BenchMode.parse(text)
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + Printable.of(text) + "' is not a mode: payments, handshakes, list or idle"));
        }
    }

    /// Reads a threshold.
    static final class ThresholdConverter implements ITypeConverter<Threshold> {
        @Override
        public Threshold convert(String text) {
            return Threshold.parse(text)
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + Printable.of(text) + "' is not a threshold: " + Threshold.FORM));
        }
    }
}
