package io.micropay.testing;

import io.micropay.crypto.CertificateAuthority;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.Fingerprint;
import io.micropay.crypto.Identity;
import io.micropay.crypto.KeyKind;
import io.micropay.crypto.SigningKey;
import io.micropay.crypto.VerificationKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
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

    /// A CA of its own, for tests that need a stranger's.
    public TestCertificates() {
        try {
            SigningKey serverKey = KeyKind.P256.generate();
            X509Certificate serverCertificate =
                    authority.issueServer(List.of("localhost", "127.0.0.1", "::1"), serverKey.verificationKey());
            server = Identity.of(serverCertificate, authority.certificate(), serverKey);
            SigningKey ledgerKey = KeyKind.ED25519.generate();
            X509Certificate ledgerCertificate = authority.issueReceipt(ledgerKey.verificationKey());
            ledger = Identity.of(ledgerCertificate, authority.certificate(), ledgerKey);
        } catch (CryptoException e) {
            throw new IllegalStateException(e);
        }
    }

    public static TestCertificates shared() {
        return SHARED;
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

    /// A person's identity, the same at each call; with a P-256 key, the quickest to make.
    public Identity account(String name) {
        return accounts.computeIfAbsent(name, same -> newAccount(same, KeyKind.P256));
    }

    public Identity newAccount(String name, KeyKind kind) {
        SigningKey key = kind.generate();
        return certify(name, key.verificationKey(), key);
    }

    /// Another certificate for a key, as a renewal gives.
    public Identity certify(String name, VerificationKey key, SigningKey signingKey) {
        try {
            X509Certificate certificate = authority.issueAccount(name, key, CertificateAuthority.ACCOUNT_VALIDITY);
            return Identity.of(certificate, ca(), signingKey);
        } catch (CryptoException e) {
            throw new IllegalStateException(e);
        }
    }
}
