package io.micropay.crypto;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;

/// The CA of one ledger: it issues certificates of the four profiles of the protocol, and no others.
///
/// A certificate binds a key to a name, and says what it may be used for; nothing else gets into it. Whether an
/// account's name is of the form and free is for the caller to check.
public final class CertificateAuthority {

    /// The subject of the receipt certificate; `@` starts no account's name.
    public static final String LEDGER_NAME = "@ledger";

    /// The subject of the settlement certificate.
    public static final String SETTLEMENT_NAME = "@settle";

    /// How long an account's certificate lasts when nobody says otherwise.
    public static final Duration ACCOUNT_VALIDITY = CertificateProfile.ACCOUNT.validity();

    private static final String AUTHORITY_NAME = "micropay CA";
    private static final String SERVER_NAME = "micropay server";

    /// The longest common name that is allowed (RFC 5280, appendix A.1).
    private static final int COMMON_NAME_LENGTH_MAX = 64;

    /// Certificates are valid a little before they are made, for machines whose clocks are behind.
    private static final Duration CLOCK_TOLERANCE = Duration.ofHours(1);

    private final X509Certificate certificate;
    private final SigningKey key;
    private final Clock clock;

    private CertificateAuthority(X509Certificate certificate, SigningKey key, Clock clock) {
        this.certificate = certificate;
        this.key = key;
        this.clock = clock;
    }

    /// Makes a new CA with an RSA key of 3072 bits, valid for ten years.
    public static CertificateAuthority create(Clock clock) {
        SigningKey key = KeyKind.RSA_3072.generate();
        Instant now = clock.instant();
        UnsignedCertificate unsigned = new UnsignedCertificate(
                CertificateProfile.AUTHORITY,
                AUTHORITY_NAME,
                key.verificationKey(),
                now.minus(CLOCK_TOLERANCE),
                now.plus(CertificateProfile.AUTHORITY.validity()),
                List.of());
        return new CertificateAuthority(unsigned.sign(UnsignedCertificate.subject(AUTHORITY_NAME), key), key, clock);
    }

    /// Loads a CA from its certificate and its key.
    ///
    /// @throws CryptoException when a file is missing or wrong, or the two do not belong together
    public static CertificateAuthority load(Path certificateFile, Path keyFile, Clock clock) throws CryptoException {
        X509Certificate certificate = PemFiles.readCertificate(certificateFile);
        SigningKey key = PemFiles.readPrivateKey(keyFile);
        if (!VerificationKey.of(certificate.getPublicKey()).equals(key.verificationKey())) {
            throw new CryptoException(keyFile + " is not the key of " + certificateFile);
        }
        if (certificate.getBasicConstraints() < 0) {
            throw new CryptoException(certificateFile + " is not the certificate of a CA");
        }
        return new CertificateAuthority(certificate, key, clock);
    }

    public X509Certificate certificate() {
        return certificate;
    }

    public SigningKey signingKey() {
        return key;
    }

    /// Issues a certificate for an account; it ends with the CA's own at the latest.
    ///
    /// @throws IllegalArgumentException when the name could be taken for another than an account's
    public X509Certificate issueAccount(String name, VerificationKey accountKey, Duration validity) {
        if (name.isEmpty() || name.startsWith("@")) {
            throw new IllegalArgumentException("not the name of an account: " + name);
        }
        return issue(CertificateProfile.ACCOUNT, name, accountKey, validity, List.of());
    }

    /// Issues a certificate for a server reachable under these host names and addresses. It is named after the first,
    /// which is for people only: what counts is the list.
    ///
    /// @throws CryptoException when there is none, or one is neither a host name nor an address
    public X509Certificate issueServer(List<String> hosts, VerificationKey serverKey) throws CryptoException {
        List<GeneralName> alternatives = HostNames.alternatives(hosts);
        String first = hosts.getFirst();
        return issue(
                CertificateProfile.SERVER,
                first.length() <= COMMON_NAME_LENGTH_MAX ? first : SERVER_NAME,
                serverKey,
                CertificateProfile.SERVER.validity(),
                alternatives);
    }

    /// Issues the certificate of the key that signs receipts.
    ///
    /// @throws IllegalArgumentException when the key is not an Ed25519 key: every server of a ledger must make the
    ///     same receipt
    public X509Certificate issueReceipt(VerificationKey receiptKey) {
        if (receiptKey.algorithm() != KeyAlgorithm.ED25519) {
            throw new IllegalArgumentException("receipts are signed with Ed25519");
        }
        CertificateProfile profile = CertificateProfile.RECEIPT;
        return issue(profile, LEDGER_NAME, receiptKey, profile.validity(), List.of());
    }

    /// Issues the certificate of the key that opens settlements and signs the reports on them.
    ///
    /// @throws IllegalArgumentException when the key is not a P-256 key, which is good for both
    public X509Certificate issueSettlement(VerificationKey settlementKey) {
        if (settlementKey.algorithm() != KeyAlgorithm.P256) {
            throw new IllegalArgumentException("settlements are for a P-256 key");
        }
        CertificateProfile profile = CertificateProfile.SETTLEMENT;
        return issue(profile, SETTLEMENT_NAME, settlementKey, profile.validity(), List.of());
    }

    private X509Certificate issue(
            CertificateProfile profile,
            String name,
            VerificationKey subjectKey,
            Duration validity,
            List<GeneralName> alternatives) {
        Instant now = clock.instant();
        Instant end = now.plus(validity);
        Instant lastEnd = certificate.getNotAfter().toInstant();
        X500Name issuer =
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        return new UnsignedCertificate(
                        profile,
                        name,
                        subjectKey,
                        now.minus(CLOCK_TOLERANCE),
                        end.isBefore(lastEnd) ? end : lastEnd,
                        alternatives)
                .sign(issuer, key);
    }
}
