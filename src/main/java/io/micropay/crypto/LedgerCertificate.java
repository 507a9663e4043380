package io.micropay.crypto;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/// The certificates that stand for a part of the ledger itself, and what makes each.
enum LedgerCertificate {
    RECEIPT(
            "receipt",
            "receipts",
            CertificateAuthority.LEDGER_NAME,
            KeyAlgorithm.ED25519,
            CertificateProfile.DOCUMENT_SIGNING.getId()),
    SETTLEMENT(
            "settlement",
            "settlements",
            CertificateAuthority.SETTLEMENT_NAME,
            KeyAlgorithm.P256,
            KeyPurposeId.id_kp_emailProtection.getId());

    private final String title;
    private final String use;
    private final String subject;
    private final KeyAlgorithm algorithm;
    private final String purpose;

    LedgerCertificate(String title, String use, String subject, KeyAlgorithm algorithm, String purpose) {
        this.title = title;
        this.use = use;
        this.subject = subject;
        this.algorithm = algorithm;
        this.purpose = purpose;
    }

    /// Checks a certificate against the CA its reader trusts and gives its key.
    ///
    /// @throws CryptoException when it has another subject, is not issued by this CA, not valid then, or made for
    ///     something else
    VerificationKey verify(X509Certificate certificate, X509Certificate authority, Instant instant)
            throws CryptoException {
        if (!Certificates.name(certificate).equals(Optional.of(subject))) {
            throw refusal("does not name " + subject + " alone");
        }
        if (!Certificates.isIssuedBy(certificate, authority)) {
            throw refusal("was not issued by this CA");
        }
        if (!Certificates.isValidAt(certificate, instant) || !Certificates.isValidAt(authority, instant)) {
            throw refusal("was not valid at " + instant);
        }
        requireProfile(certificate);
        VerificationKey key = VerificationKey.of(certificate.getPublicKey());
        if (key.algorithm() != algorithm) {
            throw refusal("has another key than " + words(algorithm));
        }
        return key;
    }

    private void requireProfile(X509Certificate certificate) throws CryptoException {
        boolean[] usage = certificate.getKeyUsage();
        boolean signs = usage != null && usage[0];
        if (certificate.getBasicConstraints() >= 0
                || certificate.hasUnsupportedCriticalExtension()
                || !signs
                || !Certificates.purposes(certificate).equals(List.of(purpose))) {
            throw refusal("is made for something else than " + use);
        }
    }

    private static String words(KeyAlgorithm algorithm) {
        return switch (algorithm) {
            case RSA -> "an RSA key";
            case P256 -> "a P-256 key";
            case ED25519 -> "an Ed25519 key";
        };
    }

    private CryptoException refusal(String what) {
        return new CryptoException("the " + title + " certificate " + what);
    }
}
