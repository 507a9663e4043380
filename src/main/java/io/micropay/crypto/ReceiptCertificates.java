package io.micropay.crypto;

import java.security.cert.X509Certificate;
import java.time.Instant;

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
        return LedgerCertificate.RECEIPT.verify(certificate, authority, instant);
    }
}
