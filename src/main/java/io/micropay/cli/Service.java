package io.micropay.cli;

import io.micropay.cli.LedgerLocation.LedgerDatabase;
import io.micropay.cli.LedgerLocation.LedgerFile;
import io.micropay.crypto.CertificateFolder;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.Fingerprint;
import io.micropay.crypto.Identity;
import io.micropay.crypto.RevokedKeys;
import io.micropay.crypto.Signatures;
import io.micropay.ledger.Ledger;
import io.micropay.ledger.LedgerException;
import io.micropay.ledger.LedgerLimits;
import io.micropay.ledger.LedgerStore;
import io.micropay.ledger.Logins;
import io.micropay.ledger.jdbc.PostgresStore;
import io.micropay.ledger.jdbc.SqliteStore;
import io.micropay.money.Amount;
import io.micropay.money.Base64Url;
import io.micropay.net.TlsContext;
import io.micropay.net.dtls.DtlsContext;
import io.micropay.net.dtls.DtlsLimits;
import io.micropay.ntp.ClockCheck;
import io.micropay.payment.ReceiptIssuer;
import io.micropay.server.DatagramSettings;
import io.micropay.server.EnrolmentMode;
import io.micropay.server.EnrolmentPolicy;
import io.micropay.server.HeadOffice;
import io.micropay.server.LedgerProfile;
import io.micropay.server.MicropayServer;
import io.micropay.server.ServedLedger;
import io.micropay.server.ServerSettings;
import io.micropay.server.SettlementFolder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A server with its ledger, put together from certificates and a data folder, and taken apart in order.
final class Service {

    private static final Logger LOG = LoggerFactory.getLogger("micropay.server");
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(4);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);
    private static final Duration RECORDINGS_PATIENCE = Duration.ofSeconds(10);
    private static final Amount DEVELOPMENT_DEPOSIT_MAX = new Amount(10_000 * Amount.MICROS_PER_UNIT);

    private final Ledger ledger;
    private final Logins logins;
    private final MicropayServer server;

    private Service(Ledger ledger, Logins logins, MicropayServer server) {
        this.ledger = ledger;
        this.logins = logins;
        this.server = server;
    }

    /// Opens the ledger and starts the server on it.
    ///
    /// @param settlements the folder that the ends of merchants' days arrive in
    /// @param openingDepositMax null for the default, which depends on whether this is a development machine
    /// @param udp empty for a server without UDP
    static Service start(
            ServerSettings settings,
            CertificateFolder folder,
            LedgerLocation location,
            Path settlements,
            @Nullable Amount openingDepositMax,
            String unit,
            EnrolmentPolicy enrolment,
            Optional<DtlsLimits> udp)
            throws CryptoException, CliException {
        Clock clock = DemoClock.clock();
        if (!DemoClock.ahead().isZero()) {
            LOG.warn("This is a demo: the clock of its ledger is {} ahead", DemoClock.ahead());
        }
        Identity identity = folder.server();
        identity.requireValidAt(clock.instant());
        Identity receiptSigner = folder.ledger();
        Optional<HeadOffice> office = office(folder, settlements);
        RevokedKeys revokedKeys = RevokedKeys.open(folder.revokedFile(), LOG::error);
        LedgerProfile profile = profile(identity, receiptSigner, unit);
        LedgerLimits limits = LedgerLimits.standard(depositMax(folder, openingDepositMax, enrolment.mode()));

        LedgerStore store = open(location, profile.id().hex());
        Ledger ledger = new Ledger(store, limits, clock, Service::failStop);
        Logins logins = store.openLogins();
        try {
            MicropayServer server = MicropayServer.start(
                    settings,
                    TlsContext.server(identity, identity.authority()),
                    udp.map(peers -> new DatagramSettings(DtlsContext.of(identity, identity.authority()), peers)),
                    new ServedLedger(
                            profile,
                            ledger,
                            logins,
                            new ReceiptIssuer(profile.id(), receiptSigner.signingKey()),
                            office),
                    enrolment,
                    revokedKeys);
            return new Service(ledger, logins, server);
        } catch (IOException unavailable) {
            logins.close();
            ledger.close();
            throw cannotListen(settings.address(), unavailable);
        }
    }

    /// Certificates of older releases know no settlements: such a server takes none.
    private static Optional<HeadOffice> office(CertificateFolder folder, Path settlements) throws CryptoException {
        return folder.hasSettlement()
                ? Optional.of(new HeadOffice(folder.settlement(), new SettlementFolder(settlements)))
                : Optional.empty();
    }

    private static CliException cannotListen(InetSocketAddress address, IOException reason) {
        String where = LocalHosts.withPort(address.getHostString(), address.getPort());
        String hint = LocalHosts.has(address.getAddress())
                ? "choose another port with --port, or a free one with --port 0"
                : "--host must be a name or an address of this machine";
        return new CliException(
                "cannot listen on " + where + ": " + reason.getMessage(), hint, ExitCode.CANNOT_CREATE, reason);
    }

    private static LedgerStore open(LedgerLocation location, String ledger) {
        return switch (location) {
            case LedgerFile file -> SqliteStore.open(file.path()).boundTo(ledger);
            case LedgerDatabase database -> PostgresStore.open(database.url(), database.password(), ledger);
        };
    }

    private static Amount depositMax(CertificateFolder folder, @Nullable Amount asked, EnrolmentMode enrolment) {
        if (asked != null) {
            return asked;
        }
        // Whom a server certifies it does not know: such a machine is for more than trying things out.
        if (!folder.hasAuthorityKey() || enrolment != EnrolmentMode.CLOSED) {
            return Amount.ZERO;
        }
        LOG.info(
                "This is a development machine ({} is here): new accounts may open with up to {}",
                folder.keyFile("ca"),
                DEVELOPMENT_DEPOSIT_MAX);
        return DEVELOPMENT_DEPOSIT_MAX;
    }

    private static LedgerProfile profile(Identity server, Identity receiptSigner, String unit) {
        try {
            return new LedgerProfile(
                    Fingerprint.ofKey(server.authority().getPublicKey()),
                    unit,
                    Base64Url.of(receiptSigner.certificate().getEncoded()),
                    server.authority());
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException("a certificate that was read has an encoding", impossible);
        }
    }

    /// The port it listens on.
    int port() {
        return server.address().getPort();
    }

    /// Has the ledger decide nothing while the clock is known to be wrong.
    void distrustClockBy(ClockCheck check) {
        ledger.distrustClockWhile(() -> check.wrongBy().isPresent());
    }

    /// Has the process stop the service, and end with 0 when all is in order, from now on when it is told to end
    /// (SIGTERM, Ctrl-C).
    void stopWhenTold() {
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("micropay-stop").unstarted(this::stop));
    }

    /// Waits for the end of the process.
    static void runUntilStopped() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    /// Sessions first, then the ledger they wait for. The virtual machine would exit with 143 by itself.
    private void stop() {
        int exitCode = ExitCode.DONE;
        try {
            LOG.info("Stopping: no new connections, open payments are answered");
            FutureTask<Boolean> loginsClosing = beside("micropay-logins", logins::close);
            if (!server.stop(STOP_PATIENCE)) {
                LOG.warn("Some clients did not take their leave in time");
            }
            closeLedger(loginsClosing);
            ledger.failure().ifPresent(Service::failStop);
            LOG.info("Stopped");
            FlightRecordings.awaitWritten(RECORDINGS_PATIENCE);
            // A server that has only just begun still loads them, and would leave a part of their library behind.
            Signatures.preferred();
        } catch (TimeoutException silent) {
            failStop(new LedgerException("it could not be closed in " + CLOSE_PATIENCE.toSeconds() + " s", silent));
        } catch (InterruptedException | ExecutionException failure) {
            LOG.error("The ledger did not close in order, and will recover at the next start", failure);
            exitCode = ExitCode.IO_ERROR;
        }
        Runtime.getRuntime().halt(exitCode);
    }

    /// Starts what may have to wait for a database that does not answer, which must not keep a server from its end.
    private static FutureTask<Boolean> beside(String name, Runnable closing) {
        FutureTask<Boolean> task = new FutureTask<>(closing, true);
        Thread.ofPlatform().daemon().name(name).start(task);
        return task;
    }

    /// @param loginsClosing all logins go at once, before the sessions that would take them off the list one by one
    private void closeLedger(FutureTask<Boolean> loginsClosing)
            throws InterruptedException, ExecutionException, TimeoutException {
        long deadline = System.nanoTime() + CLOSE_PATIENCE.toNanos();
        loginsClosing.get(CLOSE_PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        beside("micropay-close", ledger::close).get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    /// After a failed sync nobody knows what the disk holds: nothing more may be answered. The next start recovers
    /// from the file. Whoever comes first tells, and ends the process.
    private static synchronized void failStop(Throwable failure) {
        System.err.println("micropay: error: the ledger failed and the server stops: " + failure.getMessage());
        System.err.println("micropay: hint: check the disk or the database; all answered payments are on record");
        Runtime.getRuntime().halt(ExitCode.IO_ERROR);
    }
}
