package io.micropay.testing;

import io.micropay.crypto.CertificateAuthority;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.Fingerprint;
import io.micropay.crypto.Identity;
import io.micropay.crypto.KeyKind;
import io.micropay.crypto.PemFiles;
import io.micropay.crypto.SigningKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// One CA with real certificates for as many people as a test needs; made once for all tests, because keys take time.
public final class TestCertificates {

    private static final TestCertificates SHARED = new TestCertificates();

    private final CertificateAuthority authority = CertificateAuthority.create(Clock.systemUTC());
    private final Map<String, Identity> accounts = new ConcurrentHashMap<>();
    private final Identity server;
    private final Identity ledger;
    private final Identity settlement;

    private TestCertificates() {
        try {
            SigningKey serverKey = KeyKind.P256.generate();
            X509Certificate serverCertificate =
                    authority.issueServer(List.of("localhost", "127.0.0.1", "::1"), serverKey.verificationKey());
            server = Identity.of(serverCertificate, authority.certificate(), serverKey);
            SigningKey ledgerKey = KeyKind.ED25519.generate();
            X509Certificate ledgerCertificate = authority.issueReceipt(ledgerKey.verificationKey());
            ledger = Identity.of(ledgerCertificate, authority.certificate(), ledgerKey);
            SigningKey settlementKey = KeyKind.P256.generate();
            X509Certificate settlementCertificate = authority.issueSettlement(settlementKey.verificationKey());
            settlement = Identity.of(settlementCertificate, authority.certificate(), settlementKey);
        } catch (CryptoException e) {
            throw new IllegalStateException(e);
        }
    }

    public static TestCertificates shared() {
        return SHARED;
    }

    /// Another CA, for tests that need a stranger's.
    public static TestCertificates another() {
        return Another.CERTIFICATES;
    }

    /// Made when it is first asked for.
    private static final class Another {
        static final TestCertificates CERTIFICATES = new TestCertificates();
    }

    public CertificateAuthority authority() {
        return authority;
    }

    public X509Certificate ca() {
        return authority.certificate();
    }

    /// The id of the ledger that this CA serves.
    public Fingerprint ledgerId() {
        return Fingerprint.ofKey(ca().getPublicKey());
    }

    public Identity server() {
        return server;
    }

    public Identity ledger() {
        return ledger;
    }

    /// Who opens settlements and signs the reports on them.
    public Identity settlement() {
        return settlement;
    }

    /// A person's identity, the same at each call; with a P-256 key, the quickest to make.
    public Identity account(String name) {
        return account(name, KeyKind.P256);
    }

    /// A person's identity, the same at each call; the kind of its key is that of the first.
    public Identity account(String name, KeyKind kind) {
        return accounts.computeIfAbsent(name, same -> newAccount(same, kind));
    }

    public Identity newAccount(String name, KeyKind kind) {
        return certify(name, kind.generate());
    }

    /// Another certificate for a key, as a renewal gives.
    public Identity certify(String name, SigningKey key) {
        try {
            X509Certificate certificate =
                    authority.issueAccount(name, key.verificationKey(), CertificateAuthority.ACCOUNT_VALIDITY);
            return Identity.of(certificate, ca(), key);
        } catch (CryptoException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Writes the files that a server needs, as an operator has them who keeps the CA's key elsewhere.
    ///
    /// @param people whose certificates and keys are written beside them
    public void writeTo(Path folder, String... people) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("ca.crt"), PemFiles.text(ca()));
            write(folder, "server", server);
            write(folder, "ledger", ledger);
            write(folder, "settle", settlement);
            for (String person : people) {
                write(folder, person, account(person));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Writes the CA's key beside them, which lets a server certify.
    public void writeAuthorityKeyTo(Path folder) {
        try {
            writeKey(folder.resolve("ca.key"), authority.signingKey());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Writes a certificate and its key under a name.
    public static void write(Path folder, String name, Identity identity) throws IOException {
        Files.writeString(folder.resolve(name + ".crt"), PemFiles.text(identity.certificate()));
        writeKey(folder.resolve(name + ".key"), identity.signingKey());
    }

    private static void writeKey(Path file, SigningKey key) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, pem(key));
    }

    private static String pem(SigningKey key) {
        Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
        return "-----BEGIN PRIVATE KEY-----\n" + lines.encodeToString(key.encoded()) + "\n-----END PRIVATE KEY-----\n";
    }
}
