package io.micropay.crypto;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;

/// The two ways in which CMS says whose certificate it means: by issuer and serial number, or by the identifier of the
/// key. The second outlives a renewal, but not every certificate has one.
final class CertificateReference {

    private CertificateReference() {}

    static IssuerAndSerialNumber byIssuer(X509Certificate certificate) {
        X500Name issuer =
                X500Name.getInstance(certificate.getIssuerX500Principal().getEncoded());
        return new IssuerAndSerialNumber(issuer, certificate.getSerialNumber());
    }

    /// The key identifier that the certificate gives itself (RFC 5280, section 4.2.1.2).
    static Optional<ASN1OctetString> byKey(X509Certificate certificate) {
        return Optional.ofNullable(certificate.getExtensionValue(Extension.subjectKeyIdentifier.getId()))
                .map(value -> ASN1OctetString.getInstance(value).getOctets())
                .map(value -> ASN1OctetString.getInstance(
                        SubjectKeyIdentifier.getInstance(value).toASN1Primitive()));
    }

    /// Whether an issuer and a serial number are those of the certificate, byte for byte.
    static boolean isIssuerOf(ASN1Encodable issuerAndSerial, X509Certificate certificate) {
        return Arrays.equals(CmsMessages.asRead(issuerAndSerial), CmsMessages.der(byIssuer(certificate)));
    }

    static boolean isKeyOf(ASN1OctetString identifier, X509Certificate certificate) {
        return byKey(certificate).filter(identifier::equals).isPresent();
    }
}
