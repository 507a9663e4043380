package io.micropay.cli;

import io.micropay.bench.BenchMode;
import io.micropay.bench.BenchPlan;
import io.micropay.bench.BenchPlan.Extent;
import io.micropay.bench.Schedule;
import io.micropay.crypto.KeyKind;
import io.micropay.money.PlainText;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// The options that say what a bench makes a server do.
final class BenchLoadOptions {

    private static final Duration DURATION = Duration.ofSeconds(10);
    private static final int ACCOUNTS = 1_000;
    private static final int CONNECTIONS = 64;
    private static final int CONNECTIONS_IDLE = 5_000;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            defaultValue = "payments",
            converter = ModeConverter.class,
            completionCandidates = Modes.class,
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
            description = "An open loop: so many a second over all connections, each of which has one under way."
                    + " Latency counts from when each was meant to start; what was never sent counts as an error.")
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
            completionCandidates = NewAccountOption.Kinds.class,
            description = "The accounts' keys: rsa, ec or ed25519 (${DEFAULT-VALUE}).")
    private KeyKind key;

    @Option(
            names = "--connections-per-key",
            paramLabel = "N",
            defaultValue = "8",
            description = "Of handshakes and idle connections, how many share a key (${DEFAULT-VALUE}).")
    private int connectionsPerKey;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    BenchPlan plan() {
        boolean idle = mode == BenchMode.IDLE;
        int all = connections != null ? connections : idle ? CONNECTIONS_IDLE : CONNECTIONS;
        if (requests != null && duration != null) {
            throw wrongUsage("--payments and --duration cannot both say how much");
        }
        if (idle && (requests != null || duration != null || rate != null)) {
            throw wrongUsage("--mode idle takes no --payments, --duration or --rate: it only connects");
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

    /// Of how many connections a key is shared.
    int connectionsPerKey() {
        return connectionsPerKey;
    }

    private ParameterException wrongUsage(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    /// The names of the modes.
    static final class Modes extends Candidates {
        Modes() {
            super(Arrays.stream(BenchMode.values()).map(BenchMode::commandName).toList());
        }
    }

    /// Reads a mode.
    static final class ModeConverter implements ITypeConverter<BenchMode> {
        @Override
        public BenchMode convert(String text) {
            return BenchMode.parse(text)
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + PlainText.shown(text) + "' is not a mode: payments, handshakes, list or idle"));
        }
    }
}
