package io.micropay.testing;

import io.micropay.crypto.CertificateFolder;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.Invitations;
import io.micropay.crypto.RevokedKeys;
import io.micropay.ledger.Ledger;
import io.micropay.ledger.LedgerLimits;
import io.micropay.ledger.LedgerStore;
import io.micropay.ledger.Logins;
import io.micropay.ledger.jdbc.PostgresStore;
import io.micropay.ledger.jdbc.SqliteStore;
import io.micropay.money.Amount;
import io.micropay.money.Base64Url;
import io.micropay.net.Deadlines;
import io.micropay.net.TlsContext;
import io.micropay.net.dtls.DtlsContext;
import io.micropay.net.dtls.DtlsLimits;
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
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A server to be started, and what a test may want to be other than usual about it.
public final class TestServerBuilder {
    private int workers = 50;
    private int waitingMax = 50;
    private int connectionsPerKeyMax = 8;
    private int blocksMax = 4;
    private Deadlines deadlines = Deadlines.standard();
    private Amount depositMax = new Amount(10_000 * Amount.MICROS_PER_UNIT);
    private TestCertificates certificates = TestCertificates.shared();
    private Clock clock = Clock.systemUTC();
    private int ledgerWaitingMax = 8_192;
    private InetAddress address = InetAddress.getLoopbackAddress();
    private int port;
    private Optional<DtlsLimits> udp = Optional.empty();
    private @Nullable EnrolmentMode enrolment;
    private @Nullable Path folder;
    private @Nullable String database;

    public TestServerBuilder workers(int count) {
        workers = count;
        return this;
    }

    public TestServerBuilder waitingMax(int count) {
        waitingMax = count;
        return this;
    }

    public TestServerBuilder connectionsPerKeyMax(int count) {
        connectionsPerKeyMax = count;
        return this;
    }

    public TestServerBuilder blocksMax(int count) {
        blocksMax = count;
        return this;
    }

    public TestServerBuilder deadlines(Deadlines other) {
        deadlines = other;
        return this;
    }

    public TestServerBuilder depositMax(Amount amount) {
        depositMax = amount;
        return this;
    }

    public TestServerBuilder certificates(TestCertificates other) {
        certificates = other;
        return this;
    }

    public TestServerBuilder clock(Clock other) {
        clock = other;
        return this;
    }

    /// Commands that may wait for the ledger's writer.
    public TestServerBuilder ledgerWaitingMax(int count) {
        ledgerWaitingMax = count;
        return this;
    }

    public TestServerBuilder address(InetAddress other) {
        address = other;
        return this;
    }

    /// The port of a server that was there before; else any that is free.
    public TestServerBuilder port(int earlier) {
        port = earlier;
        return this;
    }

    /// With shops over UDP, within the usual limits.
    public TestServerBuilder udp() {
        udp = Optional.of(DtlsLimits.of(100));
        return this;
    }

    /// With the CA's key, and whom the server certifies with it; else it has no such key.
    public TestServerBuilder enrolment(EnrolmentMode mode) {
        enrolment = mode;
        return this;
    }

    /// A folder that outlives the server, to start another on the same ledger.
    public TestServerBuilder folder(Path other) {
        folder = other;
        return this;
    }

    /// A PostgreSQL database for the ledger, instead of a file.
    public TestServerBuilder database(String url) {
        database = url;
        return this;
    }

    public TestServer start() {
        try {
            return start(folder == null ? Files.createTempDirectory("micropay-test") : folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (CryptoException | CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private TestServer start(Path home) throws IOException, CryptoException, CertificateEncodingException {
        LedgerLimits standard = LedgerLimits.standard(depositMax);
        LedgerLimits limits =
                new LedgerLimits(ledgerWaitingMax, 512, depositMax, standard.rememberedMax(), standard.remembered());
        LedgerStore store = open(home);
        Ledger ledger = new Ledger(store, limits, clock, failure -> {
            throw new IllegalStateException("the ledger failed", failure);
        });
        Logins logins = store.openLogins();
        LedgerProfile profile = new LedgerProfile(
                certificates.ledgerId(),
                "USD",
                Base64Url.of(certificates.ledger().certificate().getEncoded()),
                certificates.ca());
        RevokedKeys revokedKeys = RevokedKeys.open(home.resolve("revoked"), problem -> {});
        MicropayServer server = MicropayServer.start(
                new ServerSettings(
                        new InetSocketAddress(address, port),
                        workers,
                        waitingMax,
                        connectionsPerKeyMax,
                        blocksMax,
                        deadlines),
                TlsContext.server(certificates.server(), certificates.ca()),
                udp.map(peers -> new DatagramSettings(DtlsContext.of(certificates.server(), certificates.ca()), peers)),
                new ServedLedger(
                        profile,
                        ledger,
                        logins,
                        new ReceiptIssuer(profile.id(), certificates.ledger().signingKey()),
                        Optional.of(new HeadOffice(
                                certificates.settlement(), new SettlementFolder(home.resolve("settlements"))))),
                policy(home),
                revokedKeys);
        return new TestServer(certificates, home, ledger, logins, revokedKeys, server);
    }

    private EnrolmentPolicy policy(Path home) {
        Invitations invitations = new CertificateFolder(home, clock).invitations();
        return enrolment == null
                ? new EnrolmentPolicy(EnrolmentMode.CLOSED, Optional.empty(), invitations)
                : new EnrolmentPolicy(enrolment, Optional.of(certificates.authority()), invitations);
    }

    private LedgerStore open(Path home) {
        String ledger = certificates.ledgerId().hex();
        return database == null
                ? SqliteStore.open(home.resolve("ledger.db")).boundTo(ledger)
                : PostgresStore.open(database, Optional.empty(), ledger);
    }
}
