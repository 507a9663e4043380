package io.micropay.crypto;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Judges whether a certificate is the one that signs a ledger's receipts.
public final class ReceiptCertificates {

    private ReceiptCertificates() {}

    /// Checks a receipt certificate against the CA its reader trusts and gives the key to verify receipts with.
    ///
    /// For a receipt kept for years, `instant` is that of the commit: a certificate that has ended since still
    /// proves what was signed while it was valid.
    ///
    /// @throws CryptoException when it is not `CN=@ledger`, not issued by this CA, not valid then, or made
    ///     for something else
    public static VerificationKey verify(X509Certificate certificate, X509Certificate authority, Instant instant)
            throws CryptoException {
        if (!Certificates.name(certificate).equals(Optional.of(CertificateAuthority.LEDGER_NAME))) {
            throw refusal("does not name " + CertificateAuthority.LEDGER_NAME + " alone");
        }
        if (!Certificates.isIssuedBy(certificate, authority)) {
            throw refusal("was not issued by this CA");
        }
        if (!Certificates.isValidAt(certificate, instant) || !Certificates.isValidAt(authority, instant)) {
            throw refusal("was not valid at " + instant);
        }
        requireProfile(certificate);
        VerificationKey key = VerificationKey.of(certificate.getPublicKey());
        if (key.algorithm() != KeyAlgorithm.ED25519) {
            throw refusal("has another key than an Ed25519 key");
        }
        return key;
    }

    private static void requireProfile(X509Certificate certificate) throws CryptoException {
        boolean[] usage = certificate.getKeyUsage();
        boolean signs = usage != null && usage[0];
        if (certificate.getBasicConstraints() >= 0
                || certificate.hasUnsupportedCriticalExtension()
                || !signs
                || !Certificates.purposes(certificate).equals(List.of(CertificateProfile.DOCUMENT_SIGNING.getId()))) {
            throw refusal("is made for something else than receipts");
        }
    }

    private static CryptoException refusal(String what) {
        return new CryptoException("the receipt certificate " + what);
    }
}
