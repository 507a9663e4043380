package io.micropay.testing;

import io.micropay.crypto.CryptoException;
import io.micropay.crypto.Identity;
import io.micropay.crypto.RevokedKeys;
import io.micropay.ledger.Ledger;
import io.micropay.ledger.LedgerLimits;
import io.micropay.ledger.jdbc.SqliteStore;
import io.micropay.money.Amount;
import io.micropay.money.Base64Url;
import io.micropay.net.Deadlines;
import io.micropay.net.TlsContext;
import io.micropay.payment.ReceiptIssuer;
import io.micropay.server.LedgerProfile;
import io.micropay.server.MicropayServer;
import io.micropay.server.ServerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A whole server in this process: real TLS on a free loopback port, a real SQLite file in a folder of its own.
public final class TestServer implements AutoCloseable {

    private static final int NARROW_BYTES = 4_096;

    private final TestCertificates certificates;
    private final Path folder;
    private final Ledger ledger;
    private final MicropayServer server;

    private TestServer(TestCertificates certificates, Path folder, Ledger ledger, MicropayServer server) {
        this.certificates = certificates;
        this.folder = folder;
        this.ledger = ledger;
        this.server = server;
    }

    /// What a test may want to be other than usual.
    public static final class Builder {
        private int workers = 50;
        private int waitingMax = 50;
        private int connectionsPerKeyMax = 8;
        private Deadlines deadlines = Deadlines.standard();
        private Amount depositMax = new Amount(10_000 * Amount.MICROS_PER_UNIT);
        private TestCertificates certificates = TestCertificates.shared();
        private Clock clock = Clock.systemUTC();
        private InetAddress address = InetAddress.getLoopbackAddress();
        private @Nullable Path folder;

        public Builder workers(int count) {
            workers = count;
            return this;
        }

        public Builder waitingMax(int count) {
            waitingMax = count;
            return this;
        }

        public Builder connectionsPerKeyMax(int count) {
            connectionsPerKeyMax = count;
            return this;
        }

        public Builder deadlines(Deadlines other) {
            deadlines = other;
            return this;
        }

        public Builder depositMax(Amount amount) {
            depositMax = amount;
            return this;
        }

        public Builder certificates(TestCertificates other) {
            certificates = other;
            return this;
        }

        public Builder clock(Clock other) {
            clock = other;
            return this;
        }

        public Builder address(InetAddress other) {
            address = other;
            return this;
        }

        /// A folder that outlives the server, to start another on the same ledger.
        public Builder folder(Path other) {
            folder = other;
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
            LedgerLimits limits = LedgerLimits.standard(depositMax);
            Ledger ledger = new Ledger(SqliteStore.open(home.resolve("ledger.db")), limits, clock, failure -> {
                throw new IllegalStateException("the ledger failed", failure);
            });
            LedgerProfile profile = new LedgerProfile(
                    certificates.ledgerId(),
                    "USD",
                    Base64Url.of(certificates.ledger().certificate().getEncoded()));
            MicropayServer server = MicropayServer.start(
                    new ServerSettings(
                            new InetSocketAddress(address, 0), workers, waitingMax, connectionsPerKeyMax, deadlines),
                    TlsContext.server(certificates.server(), certificates.ca()),
                    profile,
                    ledger,
                    new ReceiptIssuer(profile.id(), certificates.ledger().signingKey()),
                    RevokedKeys.open(home.resolve("revoked"), problem -> {}));
            return new TestServer(certificates, home, ledger, server);
        }
    }

    public static Builder with() {
        return new Builder();
    }

    public static TestServer start() {
        return with().start();
    }

    public int port() {
        return server.address().getPort();
    }

    public TestCertificates certificates() {
        return certificates;
    }

    /// The ledger's folder, which also holds the list of revoked keys.
    public Path folder() {
        return folder;
    }

    public Ledger ledger() {
        return ledger;
    }

    public MicropayServer server() {
        return server;
    }

    /// Connects as `person`, with the certificate of that name; nothing is read yet.
    public TestClient connect(String person) {
        return connect(certificates.account(person));
    }

    public TestClient connect(Identity identity) {
        return connect(identity.signingKey().privateKey(), identity.chain());
    }

    /// Connects with any key and any certificates.
    public TestClient connect(PrivateKey key, List<X509Certificate> chain) {
        return TestClient.connect(server.address(), ClientTls.with(certificates.ca(), key, chain), 0);
    }

    public TestClient connectWithoutCertificate() {
        return TestClient.connect(server.address(), ClientTls.withoutCertificate(certificates.ca()), 0);
    }

    /// Connects with a receive buffer so small that a client which does not read is soon felt.
    public TestClient connectNarrowly(String person) {
        Identity identity = certificates.account(person);
        var tls = ClientTls.with(certificates.ca(), identity.signingKey().privateKey(), identity.chain());
        return TestClient.connect(server.address(), tls, NARROW_BYTES);
    }

    /// Connects and reads the greeting of a client that is served at once.
    public TestClient greeted(String person) {
        return connect(person).expect("Connection accepted!", "Handler assigned!");
    }

    /// Adds a person's key to the list of revoked keys.
    public void revoke(String person) {
        String key =
                certificates.account(person).verificationKey().fingerprint().hex();
        try {
            Files.writeString(
                    folder.resolve("revoked"), key + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Stops the server and its ledger, and keeps the folder.
    public void stop() {
        try {
            server.stop(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        ledger.close();
    }

    @Override
    public void close() {
        stop();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(TestServer::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
