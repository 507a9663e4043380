package io.micropay.crypto;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;

/// What the JDK's certificates do not say by themselves.
public final class Certificates {

    private Certificates() {}

    /// Decodes a DER certificate that ends where its bytes end.
    ///
    /// @throws CryptoException when it is not one
    public static X509Certificate decode(byte[] der) throws CryptoException {
        try {
            ByteArrayInputStream bytes = new ByteArrayInputStream(der);
            X509Certificate certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(bytes);
            // The factory also reads PEM, and stops at the end of the first certificate.
            if (!Arrays.equals(certificate.getEncoded(), der)) {
                throw new CryptoException("the certificate is followed by other bytes");
            }
            // A signature is whole bytes. The JDK overlooks unused bits at its end, and reads the same signature.
            if (org.bouncycastle.asn1.x509.Certificate.getInstance(der)
                            .getSignature()
                            .getPadBits()
                    != 0) {
                throw new CryptoException("the certificate's signature is not whole bytes");
            }
            return certificate;
        } catch (CertificateException | RuntimeException e) {
            // The JDK reports some malformed bytes, an empty Ed25519 key for instance, as an index out of bounds.
            throw new CryptoException("the certificate is not readable", null, e);
        }
    }

    /// The DER of a certificate.
    public static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was decoded has an encoding", e);
        }
    }

    /// The name of a certificate whose subject is exactly `CN=<name>`; empty when it has any other subject.
    public static Optional<String> name(X509Certificate certificate) {
        return soleCommonName(
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()));
    }

    private static Optional<String> soleCommonName(X500Name subject) {
        RDN[] parts = subject.getRDNs();
        return parts.length == 1 && !parts[0].isMultiValued() ? commonName(subject) : Optional.empty();
    }

    /// The only common name in `subject`, whatever else it holds; empty when there is none, or more than one.
    static Optional<String> commonName(X500Name subject) {
        RDN[] names = subject.getRDNs(BCStyle.CN);
        return names.length == 1
                        && !names[0].isMultiValued()
                        && names[0].getFirst().getValue() instanceof ASN1String name
                ? Optional.of(name.getString())
                : Optional.empty();
    }

    /// Whether `issuer` is a CA certificate and signed `certificate`; says nothing about time.
    public static boolean isIssuedBy(X509Certificate certificate, X509Certificate issuer) {
        if (issuer.getBasicConstraints() < 0
                || !areEqual(certificate.getIssuerX500Principal(), issuer.getSubjectX500Principal())) {
            return false;
        }
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /// Names are equal when their bytes are, as nearly all are. To prepare them for the comparison that the rules ask
    /// for (RFC 5280, section 7.1) loads so much that a server's start would show it.
    private static boolean areEqual(X500Principal name, X500Principal other) {
        return Arrays.equals(name.getEncoded(), other.getEncoded()) || name.equals(other);
    }

    /// Whether `instant` lies in the certificate's validity, both ends included (RFC 5280, section 4.1.2.5).
    public static boolean isValidAt(X509Certificate certificate, Instant instant) {
        try {
            certificate.checkValidity(Date.from(instant));
            return true;
        } catch (CertificateException e) {
            return false;
        }
    }

    /// What the certificate says that its key is for, as object identifiers (extended key usage, RFC 5280, section
    /// 4.2.1.12); empty when it does not say.
    ///
    /// @throws CryptoException when that part of it is not readable
    static List<String> purposes(X509Certificate certificate) throws CryptoException {
        try {
            List<String> purposes = certificate.getExtendedKeyUsage();
            return purposes == null ? List.of() : purposes;
        } catch (CertificateParsingException e) {
            throw new CryptoException("the purposes of the certificate are not readable", null, e);
        }
    }
}
