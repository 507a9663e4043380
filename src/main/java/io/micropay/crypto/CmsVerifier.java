package io.micropay.crypto;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;

/// Opens CMS SignedData (RFC 5652, section 5), and gives its content once all of it is verified.
///
/// It takes what [CmsSigner] writes, and what `openssl cms -sign -binary -nodetach` writes, in BER too. There is one
/// signer, whose certificate is in the message and of this CA; the CA's own may stand beside it. Whatever the signature
/// does not cover has one spelling or is refused, so that a message cannot be changed, not even without effect.
public final class CmsVerifier {

    private static final int BY_ISSUER = 1;
    private static final int BY_KEY = 3;
    private static final int CERTIFICATES_MAX = 2;
    private static final boolean IMPLICIT = false;

    private final X509Certificate authority;

    public CmsVerifier(X509Certificate authority) {
        this.authority = authority;
    }

    /// Opens what the owner of this key has signed, whatever name the certificate gives him: accounts are keys.
    ///
    /// @throws CryptoException when it is damaged, another's, or lacks one of the attributes
    public SignedMessage verify(byte[] message, VerificationKey expected) throws CryptoException {
        SignedMessage signed = read(message);
        if (!signed.key().equals(expected)) {
            throw new CryptoException("the message is signed by " + signed.name() + " with the key "
                    + signed.key().fingerprint() + ", not with the key expected");
        }
        return signed;
    }

    private SignedMessage read(byte[] message) throws CryptoException {
        try {
            return verified(message);
        } catch (IOException | RuntimeException e) {
            // Bouncy Castle reports malformed bytes with many kinds of exceptions.
            throw new CryptoException("the message is not readable", null, e);
        }
    }

    private SignedMessage verified(byte[] message) throws CryptoException, IOException {
        CmsFields signedData = CmsMessages.read(message, CMSObjectIdentifiers.signedData);
        int version = signedData.nextInt();
        ASN1Primitive digestAlgorithm = signedData.onlyOfSet();
        byte[] content = content(signedData.nextSequence());
        List<X509Certificate> certificates = certificates(signedData);
        CmsFields signer = CmsFields.of(signedData.onlyOfSet());
        signedData.end();
        require(signer.nextInt() == version);
        X509Certificate certificate = signerCertificate(signer, version, certificates);
        requireOnly(certificate, certificates);
        VerificationKey key = VerificationKey.of(certificate.getPublicKey());
        SignedAttributes attributes = verifiedAttributes(signer, key, digestAlgorithm);
        if (!attributes.isDigest(CmsScheme.of(key.algorithm()).digest(content))) {
            throw new CryptoException("the content of the message is not what was signed");
        }
        requireTrusted(certificate, attributes.signedAt());
        return new SignedMessage(content, certificate, key, attributes.signedAt());
    }

    private static byte[] content(CmsFields encapsulated) throws CryptoException {
        require(encapsulated.next(ASN1ObjectIdentifier.class).equals(CMSObjectIdentifiers.data));
        ASN1TaggedObject content = encapsulated
                .nextTagged(0)
                .orElseThrow(() -> new CryptoException(
                        "the message does not hold its content", "openssl cms -sign takes -nodetach to include it"));
        encapsulated.end();
        return ASN1OctetString.getInstance(content, true).getOctets();
    }

    private static List<X509Certificate> certificates(CmsFields signedData) throws CryptoException {
        ASN1TaggedObject tagged = signedData
                .nextTagged(0)
                .orElseThrow(() -> new CryptoException("the message lacks its signer's certificate"));
        ASN1Set set = ASN1Set.getInstance(tagged, IMPLICIT);
        require(set.size() <= CERTIFICATES_MAX);
        List<X509Certificate> certificates = new ArrayList<>();
        for (ASN1Encodable element : set) {
            certificates.add(Certificates.decode(CmsMessages.der(element)));
        }
        return certificates;
    }

    private static X509Certificate signerCertificate(CmsFields signer, int version, List<X509Certificate> certificates)
            throws CryptoException {
        ASN1Primitive reference = switch (version) {
            case BY_ISSUER -> signer.next();
            case BY_KEY -> ASN1OctetString.getInstance(signer.requireTagged(0), IMPLICIT);
            default -> throw CmsFields.malformed();
        };
        return certificates.stream()
                .filter(certificate -> reference instanceof ASN1OctetString key
                        ? CertificateReference.isKeyOf(key, certificate)
                        : CertificateReference.isIssuerOf(reference, certificate))
                .findFirst()
                .orElseThrow(() -> new CryptoException("the message lacks its signer's certificate"));
    }

    /// Another certificate beside the signer's could say anything, and nobody would look.
    private void requireOnly(X509Certificate signer, List<X509Certificate> certificates) throws CryptoException {
        for (X509Certificate certificate : certificates) {
            if (!certificate.equals(signer) && !certificate.equals(authority)) {
                throw new CryptoException("the message holds another certificate than its signer's and the CA's");
            }
        }
    }

    private static SignedAttributes verifiedAttributes(
            CmsFields signer, VerificationKey key, ASN1Primitive digestAlgorithm) throws CryptoException {
        CmsScheme scheme = CmsScheme.of(key.algorithm());
        boolean isDigest = scheme.isDigest(digestAlgorithm) & scheme.isDigest(signer.next());
        ASN1TaggedObject tagged =
                signer.nextTagged(0).orElseThrow(() -> new CryptoException("the message has no signed attributes"));
        boolean isSignature = scheme.isSignature(signer.next());
        byte[] signature = signer.next(ASN1OctetString.class).getOctets();
        signer.end();
        if (!isDigest || !isSignature) {
            throw new CryptoException(
                    "the message is signed by another scheme than its key's",
                    "RSA and P-256 keys sign with SHA-256 (openssl cms -sign -md sha256), Ed25519 keys with SHA-512");
        }
        ASN1Set attributes = ASN1Set.getInstance(tagged, IMPLICIT);
        if (!key.verify(CmsMessages.der(attributes), signature)) {
            throw new CryptoException("the signature of the message is wrong");
        }
        return SignedAttributes.read(attributes);
    }

    private void requireTrusted(X509Certificate certificate, Instant signedAt) throws CryptoException {
        if (!Certificates.isIssuedBy(certificate, authority)) {
            throw refusal("was not issued by this CA");
        }
        if (!Certificates.isValidAt(certificate, signedAt) || !Certificates.isValidAt(authority, signedAt)) {
            throw refusal("was not valid at " + signedAt);
        }
        boolean[] usage = certificate.getKeyUsage();
        if (certificate.getBasicConstraints() >= 0
                || certificate.hasUnsupportedCriticalExtension()
                || usage != null && !usage[0]) {
            throw refusal("is made for something else than signatures");
        }
    }

    private static CryptoException refusal(String what) {
        return new CryptoException("the certificate of the message's signer " + what);
    }

    private static void require(boolean holds) throws CryptoException {
        if (!holds) {
            throw CmsFields.malformed();
        }
    }
}
