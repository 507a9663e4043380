package io.micropay.crypto;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;

/// The certificates that a signed message brings along: its signer's, and perhaps the CA's.
record EnclosedCertificates(List<X509Certificate> certificates) {

    private static final int COUNT_MAX = 2;
    private static final boolean IMPLICIT = false;

    /// The versions of a signature that names its signer by issuer, or by key (RFC 5652, section 5.3).
    private static final int BY_ISSUER = 1;

    private static final int BY_KEY = 3;

    /// @param signedData which goes on with them
    static EnclosedCertificates read(CmsFields signedData) throws CryptoException {
        ASN1TaggedObject tagged = signedData.nextTagged(0).orElseThrow(EnclosedCertificates::signerIsMissing);
        ASN1Set set = ASN1Set.getInstance(tagged, IMPLICIT);
        if (set.size() > COUNT_MAX) {
            throw others();
        }
        List<X509Certificate> certificates = new ArrayList<>();
        for (ASN1Encodable element : set) {
            certificates.add(Certificates.decode(CmsMessages.asRead(element)));
        }
        return new EnclosedCertificates(List.copyOf(certificates));
    }

    /// Finds the certificate that a signature names.
    ///
    /// @param signer which goes on with its name
    X509Certificate takeSigner(CmsFields signer, int version) throws CryptoException {
        ASN1Primitive name = switch (version) {
            case BY_ISSUER -> signer.next();
            case BY_KEY -> ASN1OctetString.getInstance(signer.requireTagged(0), IMPLICIT);
            default -> throw CmsFields.malformed();
        };
        return certificates.stream()
                .filter(certificate -> name instanceof ASN1OctetString key
                        ? CertificateReference.isKeyOf(key, certificate)
                        : CertificateReference.isIssuerOf(name, certificate))
                .findFirst()
                .orElseThrow(EnclosedCertificates::signerIsMissing);
    }

    /// Another certificate could say anything, and nobody would look.
    void requireNoneBut(X509Certificate signer, X509Certificate authority) throws CryptoException {
        for (X509Certificate certificate : certificates) {
            if (!certificate.equals(signer) && !certificate.equals(authority)) {
                throw others();
            }
        }
    }

    private static CryptoException signerIsMissing() {
        return new CryptoException("the message lacks its signer's certificate");
    }

    private static CryptoException others() {
        return new CryptoException("the message holds another certificate than its signer's and the CA's");
    }
}
