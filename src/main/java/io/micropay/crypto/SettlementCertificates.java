package io.micropay.crypto;

import java.security.cert.X509Certificate;
import java.time.Instant;

/// Judges whether a certificate is the one that settlements are encrypted for, and the reports on them signed with.
public final class SettlementCertificates {

    private SettlementCertificates() {}

    /// Checks a settlement certificate against the CA its reader trusts and gives the recipient to encrypt for.
    ///
    /// @throws CryptoException when it is not `CN=@settle`, not issued by this CA, not valid then, or made for
    ///     something else
    public static Recipient verify(X509Certificate certificate, X509Certificate authority, Instant instant)
            throws CryptoException {
        LedgerCertificate.SETTLEMENT.verify(certificate, authority, instant);
        return Recipient.of(certificate)
                .orElseThrow(() -> new IllegalStateException("a P-256 key can be sent messages"));
    }
}
