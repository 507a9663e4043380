package io.micropay.crypto;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/// What a certificate may be used for, in words.
public final class CertificatePurposes {

    /// A position in the key usage (RFC 5280, section 4.2.1.3).
    private static final int CERTIFICATE_SIGNING = 5;

    private CertificatePurposes() {}

    /// The purposes of a certificate, never none.
    public static List<String> of(X509Certificate certificate) {
        List<String> purposes = new ArrayList<>();
        boolean[] usage = certificate.getKeyUsage();
        if (certificate.getBasicConstraints() >= 0 && (usage == null || usage[CERTIFICATE_SIGNING])) {
            purposes.add("issuing certificates");
        }
        for (String extended : extended(certificate)) {
            purposes.add(words(extended));
        }
        if (purposes.isEmpty()) {
            purposes.add("any");
        }
        return purposes;
    }

    private static List<String> extended(X509Certificate certificate) {
        try {
            List<String> purposes = certificate.getExtendedKeyUsage();
            return purposes == null ? List.of() : purposes;
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    private static String words(String purpose) {
        if (purpose.equals(KeyPurposeId.id_kp_clientAuth.getId())) {
            return "TLS client";
        }
        if (purpose.equals(KeyPurposeId.id_kp_serverAuth.getId())) {
            return "TLS server";
        }
        if (purpose.equals(CertificateProfile.DOCUMENT_SIGNING.getId())) {
            return "signing receipts";
        }
        if (purpose.equals(KeyPurposeId.id_kp_emailProtection.getId())) {
            return "settlements";
        }
        return purpose;
    }
}
