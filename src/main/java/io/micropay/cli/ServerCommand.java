package io.micropay.cli;

import io.micropay.cli.LedgerLocation.LedgerFile;
import io.micropay.crypto.CertificateFolder;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.Signatures;
import io.micropay.jfr.Events;
import io.micropay.money.Amount;
import io.micropay.money.PlainText;
import io.micropay.net.Deadlines;
import io.micropay.net.dtls.DtlsLimits;
import io.micropay.ntp.ClockWatch;
import io.micropay.server.EnrolmentMode;
import io.micropay.server.ServerSettings;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `micropay server`: runs the service until it is told to stop.
@Command(
        name = "server",
        description = "Run the payment service.",
        footer = {
            "",
            "When it listens, it prints READY <host>:<port> pid=<pid> on standard output. Its log is on standard error.",
            "Ctrl-C and SIGTERM stop it in order: open payments are answered, the ledger is closed, it exits with 0."
        })
final class ServerCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger("micropay.server");
    private static final int PORT_MAX = 65_535;

    /// An NTP server was asked as the start began: one that answers at all has mostly done so by its end.
    private static final Duration FIRST_ANSWER = Duration.ofMillis(200);

    /// Larger than any name of a currency or a token, and short enough for every line.
    private static final int UNIT_LENGTH_MAX = 32;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description = "The name or address to listen on (${DEFAULT-VALUE}).")
    private String host;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "16000",
            description = "The port to listen on; 0 takes a free one (${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Clients served at the same time; the next one waits (${DEFAULT-VALUE}).")
    private int workers;

    @Option(
            names = "--max-waiting",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Clients that may wait; one more is told Server busy (${DEFAULT-VALUE}).")
    private int waitingMax;

    @Option(
            names = "--connections-per-key",
            paramLabel = "N",
            defaultValue = "8",
            description = "Connections that one client key may have at the same time (${DEFAULT-VALUE}).")
    private int connectionsPerKeyMax;

    @Option(
            names = "--max-blocks",
            paramLabel = "N",
            defaultValue = "4",
            description = "Menus and end-of-day files that may be on their way at the same time, of up to 8 MiB each;"
                    + " one more is told to try again (${DEFAULT-VALUE}).")
    private int blocksMax;

    @Option(
            names = "--udp",
            fallbackValue = "true",
            description = "Serve shops over UDP as well (DTLS 1.2), on the port of the same number.")
    private boolean udp;

    @Option(
            names = "--max-udp-peers",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Clients that may be connected over UDP, of which 64 from one address; one more is not"
                    + " answered (${DEFAULT-VALUE}).")
    private int udpPeersMax;

    @Mixin
    private LedgerOption ledger;

    @Option(
            names = "--opening-deposit-max",
            paramLabel = "AMOUNT",
            converter = AmountConverter.class,
            description = "The largest deposit a new account may open with (10000 on a development machine, which has"
                    + " ca.key among its certificates and enrols nobody; else 0).")
    private @Nullable Amount openingDepositMax;

    @Option(
            names = "--unit",
            paramLabel = "UNIT",
            defaultValue = "USD",
            description = "What amounts are counted in (${DEFAULT-VALUE}).")
    private String unit;

    @Option(
            names = "--enrol",
            paramLabel = "MODE",
            defaultValue = "closed",
            converter = EnrolmentModeConverter.class,
            completionCandidates = EnrolmentModeConverter.Words.class,
            description =
                    "Whom the server gives a certificate that has none: anybody (open), who has a code of micropay"
                            + " certs invite (invite), or nobody (closed). Where ca.key is, certificates are renewed in every"
                            + " mode (${DEFAULT-VALUE}).")
    private EnrolmentMode enrolment;

    @Mixin
    private NtpOption ntp;

    @Mixin
    private CertificatesOption certificates;

    @Mixin
    private LogOptions log;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CryptoException, CliException, InterruptedException {
        log.apply(Main.isDebug(spec.commandLine()));
        ServerSettings settings = settings();
        CertificateFolder folder = certificates.folder();
        LedgerLocation location = ledger.location();
        Optional<ClockWatch> clock = ntp.watch(ClockLog.of(location instanceof LedgerFile)::tell);
        if (folder.isUnused()) {
            requireNew(location);
            folder.init(LocalHosts.names());
            LOG.info("Made development certificates in {}, which held none", folder.path());
        }
        Service service = Service.start(
                settings,
                folder,
                location,
                SettlementsOption.folder(ledger.dataDirectory()),
                openingDepositMax,
                unit,
                EnrolmentChoice.of(enrolment, folder),
                udp ? Optional.of(DtlsLimits.of(udpPeersMax)) : Optional.empty());
        clock.ifPresent(service::distrustClockBy);
        service.stopWhenTold();
        if (clock.isPresent()) {
            clock.get().awaitFirst(FIRST_ANSWER);
        }
        if (FlightRecorder.isInitialized()) {
            Events.register();
        }
        System.out.println("READY " + LocalHosts.withPort(host, service.port()) + " pid="
                + ProcessHandle.current().pid());
        System.out.flush();
        // Either takes a good part of a start to load, and no client has needed it yet; the recorder only where it is
        // off.
        Signatures signatures = Signatures.preferred();
        LOG.debug("Signatures by {}", signatures.description());
        Events.register();
        HeapTrim.setFlags();
        Service.runUntilStopped();
        return ExitCode.DONE;
    }

    /// A ledger belongs to the CA it began with. New certificates beside an old ledger would be a mistake, such as a
    /// folder that was not mounted.
    private void requireNew(LedgerLocation location) throws CliException {
        if (location instanceof LedgerFile file && Files.exists(file.path())) {
            throw new CliException(
                    "there is a ledger in " + file.path() + ", but no certificates in "
                            + certificates.folder().path(),
                    "bring back the certificates it began with, or begin another ledger with --data-dir",
                    ExitCode.CONFIGURATION);
        }
    }

    private ServerSettings settings() {
        if (port < 0 || port > PORT_MAX) {
            throw new ParameterException(spec.commandLine(), "--port must be 0 to 65535, not " + port);
        }
        if (unit.isBlank() || unit.length() > UNIT_LENGTH_MAX || unit.contains("#") || !PlainText.isPlain(unit)) {
            throw new ParameterException(spec.commandLine(), "--unit must be a short word without #, not " + unit);
        }
        if (host.isBlank()) {
            throw new ParameterException(spec.commandLine(), "--host must be a name or an address");
        }
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new ParameterException(spec.commandLine(), "--host " + host + " is not a known name or address");
        }
        requireAtLeast(1, workers, "--workers");
        requireAtLeast(0, waitingMax, "--max-waiting");
        requireAtLeast(1, connectionsPerKeyMax, "--connections-per-key");
        requireAtLeast(1, blocksMax, "--max-blocks");
        requireAtLeast(1, udpPeersMax, "--max-udp-peers");
        return new ServerSettings(address, workers, waitingMax, connectionsPerKeyMax, blocksMax, Deadlines.standard());
    }

    /// Said here, and not by the settings, with the option's name: by it the line of a file is found that set it.
    private void requireAtLeast(int least, int value, String option) {
        if (value < least) {
            throw new ParameterException(spec.commandLine(), option + " must be at least " + least + ", not " + value);
        }
    }
}
