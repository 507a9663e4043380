package io.micropay.cli;

import io.micropay.crypto.CertificatePurposes;
import io.micropay.crypto.Fingerprint;
import io.micropay.crypto.HostNames;
import io.micropay.crypto.UnsupportedKeyException;
import io.micropay.crypto.VerificationKey;
import io.micropay.money.PlainText;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;

/// A certificate in words.
final class CertificateText {

    private CertificateText() {}

    static List<String> of(X509Certificate certificate) {
        List<String> lines = new ArrayList<>(List.of(
                "Subject: "
                        + PlainText.shown(certificate.getSubjectX500Principal().getName()),
                "Issuer: "
                        + PlainText.shown(certificate.getIssuerX500Principal().getName()),
                "Serial number: " + serialNumber(certificate),
                "Valid: " + certificate.getNotBefore().toInstant() + " to "
                        + certificate.getNotAfter().toInstant() + remark(certificate),
                "Key: " + description(certificate.getPublicKey()),
                "Key fingerprint: " + Fingerprint.ofKey(certificate.getPublicKey()),
                "SHA-256 fingerprint: " + Fingerprint.ofCertificate(certificate).colons(),
                "Purposes: " + String.join(", ", CertificatePurposes.of(certificate))));
        List<String> hosts = HostNames.of(certificate);
        if (!hosts.isEmpty()) {
            lines.add("Hosts: " + PlainText.shown(String.join(", ", hosts)));
        }
        return lines;
    }

    /// As openssl prints it: two upper-case digits for each byte.
    private static String serialNumber(X509Certificate certificate) {
        String digits = certificate.getSerialNumber().toString(16).toUpperCase(Locale.ROOT);
        return digits.length() % 2 == 0 ? digits : "0" + digits;
    }

    /// The day on which something ends, in UTC.
    static String day(Date date) {
        return date.toInstant().atZone(ZoneOffset.UTC).toLocalDate().toString();
    }

    private static String remark(X509Certificate certificate) {
        Instant now = Instant.now();
        if (now.isAfter(certificate.getNotAfter().toInstant())) {
            return " (expired)";
        }
        if (now.isBefore(certificate.getNotBefore().toInstant())) {
            return " (not yet)";
        }
        return " (" + ChronoUnit.DAYS.between(now, certificate.getNotAfter().toInstant()) + " days left)";
    }

    private static String description(PublicKey key) {
        try {
            return VerificationKey.of(key).description();
        } catch (UnsupportedKeyException unsupported) {
            return key.getAlgorithm() + " (" + unsupported.getMessage() + ")";
        }
    }
}
