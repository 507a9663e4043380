package io.micropay.testing;

import io.micropay.crypto.CertificateFolder;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.Identity;
import io.micropay.crypto.RevokedKeys;
import io.micropay.ledger.Ledger;
import io.micropay.ledger.Logins;
import io.micropay.server.MicropayServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A whole server in this process: real TLS on a free loopback port, a real SQLite file in a folder of its own.
public final class TestServer implements AutoCloseable {

    private static final int NARROW_BYTES = 4_096;

    private final TestCertificates certificates;
    private final Path folder;
    private final Ledger ledger;
    private final Logins logins;
    private final RevokedKeys revokedKeys;
    private final MicropayServer server;

    TestServer(
            TestCertificates certificates,
            Path folder,
            Ledger ledger,
            Logins logins,
            RevokedKeys revokedKeys,
            MicropayServer server) {
        this.certificates = certificates;
        this.folder = folder;
        this.ledger = ledger;
        this.logins = logins;
        this.revokedKeys = revokedKeys;
        this.server = server;
    }

    public static TestServerBuilder with() {
        return new TestServerBuilder();
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

    public RevokedKeys revokedKeys() {
        return revokedKeys;
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

    /// Connects, opens the person's account and logs in, without a port.
    public TestClient newcomer(String person, String deposit) {
        TestClient client = greeted(person);
        client.send("REGISTER#" + person + "#" + deposit).expect("100 OK");
        client.askForStatus("LOGIN#" + person + "#0");
        return client;
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

    /// A new code that lets one stranger in.
    public String invitation() {
        try {
            return new CertificateFolder(folder, Clock.systemUTC())
                    .invitations()
                    .make(1)
                    .getFirst();
        } catch (CryptoException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Stops the server and its ledger, and keeps the folder.
    public void stop() {
        try {
            server.stop(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        logins.close();
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
