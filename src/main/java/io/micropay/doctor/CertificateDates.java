package io.micropay.doctor;

import io.micropay.crypto.Certificates;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/// Whether a certificate serves today, and for how long.
final class CertificateDates {

    /// Enough to renew one in peace.
    private static final Duration SOON = Duration.ofDays(14);

    private CertificateDates() {}

    /// @param remedy what to do about one that has ended, or is about to
    static Finding of(String subject, X509Certificate certificate, Instant now, String remedy) {
        Instant begin = certificate.getNotBefore().toInstant();
        Instant end = certificate.getNotAfter().toInstant();
        String day = end.atZone(ZoneOffset.UTC).toLocalDate().toString();
        if (now.isBefore(begin)) {
            return Finding.fail(
                    subject,
                    "the certificate is valid from " + begin + " on, and it is " + now,
                    Optional.of("is this machine's clock right?"));
        }
        if (!Certificates.isValidAt(certificate, now)) {
            return Finding.fail(subject, "the certificate has expired on " + day, Optional.of(remedy));
        }
        return now.plus(SOON).isAfter(end)
                ? Finding.warn(subject, "the certificate expires soon, on " + day, remedy)
                : Finding.ok(subject, "valid until " + day);
    }
}
