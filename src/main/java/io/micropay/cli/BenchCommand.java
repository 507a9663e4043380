package io.micropay.cli;

import io.micropay.bench.BenchException;
import io.micropay.bench.BenchPlan;
import io.micropay.bench.BenchPlan.Extent;
import io.micropay.bench.BenchResult;
import io.micropay.bench.PaymentBench;
import io.micropay.bench.ResultJson;
import io.micropay.bench.ResultText;
import io.micropay.bench.Schedule;
import io.micropay.bench.Target;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `micropay bench`: how fast a server is, and whether it keeps what it has acknowledged.
@Command(
        name = "bench",
        description = "Measure a server of the bench's own: payments a second, and how long they take.")
final class BenchCommand implements Callable<Integer> {

    private static final Duration DURATION = Duration.ofSeconds(10);

    /// More than anybody pays in all runs together.
    private static final Amount DEPOSIT = new Amount(1_000_000 * Amount.MICROS_PER_UNIT);

    /// Connections besides those that are measured.
    private static final int SPARE_CONNECTIONS = 1_000;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "64",
            description = "Payees that submit payments, each on a connection of its own (${DEFAULT-VALUE}).")
    private int connections;

    @Option(names = "--payments", paramLabel = "N", description = "How many payments to make.")
    private @Nullable Long payments;

    @Option(
            names = "--duration",
            paramLabel = "SECONDS",
            description = "How long to make payments (10 s, unless --payments says how many).")
    private @Nullable Integer duration;

    @Option(names = "--rate", paramLabel = "PER-SECOND", description = "Open loop.")
    private @Nullable Double rate;

    @Option(
            names = "--warmup",
            paramLabel = "SECONDS",
            defaultValue = "3",
            description = "How long to make payments before they count (${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--accounts",
            paramLabel = "N",
            description = "Accounts that pay, drawn by chance (twice as many as connections; 1000 with EC keys).")
    private @Nullable Integer accounts;

    @Option(
            names = "--key",
            paramLabel = "KIND",
            defaultValue = "rsa",
            description = "The accounts' keys: rsa, ec or ed25519 (${DEFAULT-VALUE}).")
    private String key;

    @Option(names = "--json", description = "Print the result as one line of JSON.")
    private boolean json;

    @Option(
            names = "--server-jvm",
            paramLabel = "OPTION",
            description = "An option for the server's JVM; may be given several times.")
    private List<String> serverJvm = new ArrayList<>();

    @Option(
            names = "--server-option",
            paramLabel = "OPTION",
            description = "An option for the server; may be given several times.")
    private List<String> serverOptions = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CryptoException, CliException, InterruptedException {
        BenchPlan plan = plan();
        Path jar = PackagedJar.path("the bench");
        try {
            TemporaryFolder folder = TemporaryFolder.create("micropay-bench-");
            try {
                print(measure(plan, jar, folder));
            } finally {
                folder.delete();
            }
        } catch (IOException failure) {
            throw new CliException("the bench failed: " + failure.getMessage(), null, ExitCode.IO_ERROR, failure);
        } catch (BenchException failure) {
            throw new CliException(
                    String.valueOf(failure.getMessage()),
                    failure.hint().orElse(null),
                    exitCode(failure.trouble()),
                    failure);
        }
        return ExitCode.DONE;
    }

    private static int exitCode(BenchException.Trouble trouble) {
        return switch (trouble) {
            case UNAVAILABLE -> ExitCode.UNAVAILABLE;
            case REFUSED, LOST -> ExitCode.REFUSED;
            case SETTINGS -> ExitCode.CONFIGURATION;
        };
    }

    private BenchPlan plan() {
        KeyKind kind = KeyKind.parse(key)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "--key must be rsa, ec or ed25519, not " + Printable.of(key)));
        Extent extent = payments != null
                ? new Extent.Requests(payments)
                : new Extent.Time(duration == null ? DURATION : Duration.ofSeconds(duration));
        int all = accounts != null
                ? accounts
                : kind == KeyKind.P256 || kind == KeyKind.ED25519 ? Math.max(1_000, 2 * connections) : 2 * connections;
        Schedule schedule = rate == null ? new Schedule.Closed() : new Schedule.Open(rate);
        try {
            return new BenchPlan(schedule, extent, connections, all, kind, Duration.ofSeconds(warmUp));
        } catch (IllegalArgumentException outOfRange) {
            throw new ParameterException(spec.commandLine(), String.valueOf(outOfRange.getMessage()), outOfRange);
        }
    }

    private BenchResult measure(BenchPlan plan, Path jar, TemporaryFolder folder)
            throws IOException, CryptoException, CliException, BenchException, InterruptedException {
        CertificateFolder certificates = new CertificateFolder(folder.resolve("certs"), Clock.systemUTC());
        certificates.init(LocalHosts.names());
        Path ledger = folder.resolve("ledger");
        List<String> options = new ArrayList<>(List.of(
                "--certs", certificates.path().toString(),
                "--data-dir", ledger.toString(),
                "--workers", Integer.toString(plan.connections() + SPARE_CONNECTIONS),
                "--max-waiting", Integer.toString(plan.connections() + SPARE_CONNECTIONS),
                "--opening-deposit-max", DEPOSIT.toString()));
        options.addAll(serverOptions);
        try (BenchServer server = BenchServer.start(jar, serverJvm, options, folder.resolve("server.log"))) {
            Target target = target(new ServerAddress("127.0.0.1", server.port()), certificates.authority(), server);
            long before = bytes(ledger);
            BenchResult result = new PaymentBench(plan, target, TerminalDisplay.onStandardError()).run();
            server.stop();
            return result.with(
                    OptionalLong.of(server.readyMillis()), OptionalLong.of(bytes(ledger) - before), "skipped");
        }
    }

    private static Target target(ServerAddress address, CertificateAuthority authority, BenchServer server)
            throws CliException {
        try (ServerConnection connection =
                Dialler.anonymous(address, authority.certificate()).connect(ConnectionNotices.NONE)) {
            KnownLedger ledger = KnownLedger.ask(connection, authority.certificate());
            return new Target(address, ledger, authority, DEPOSIT, Optional.of(server.handle()));
        } catch (ConnectionException unwell) {
            throw new CliException(
                    String.valueOf(unwell.getMessage()), unwell.hint().orElse(null), ExitCode.UNAVAILABLE, unwell);
        }
    }

    /// What the files of a folder take.
    private static long bytes(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            long sum = 0;
            for (Path file : files.toList()) {
                sum += Files.size(file);
            }
            return sum;
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
}
