package io.micropay.crypto;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;

/// Opens CMS SignedData (RFC 5652, section 5), and gives its content once all of it is verified.
///
/// It takes what [CmsSigner] writes, and what `openssl cms -sign -binary -nodetach` writes, in BER too. There is one
/// signer, whose certificate is in the message and of this CA; the CA's own may stand beside it. What the signature
/// does not cover has to be what is expected there: nobody can put anything of his own into another's message.
public final class CmsVerifier {

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

    /// Opens what the owner of some key has signed, whoever that is: its certificate is of this CA, and names him.
    ///
    /// @throws CryptoException when it is damaged, or lacks one of the attributes
    public SignedMessage verify(byte[] message) throws CryptoException {
        return read(message);
    }

    /// Opens what the server has signed with the key of its settlement certificate.
    ///
    /// @throws CryptoException when it is damaged, another's, or lacks one of the attributes
    public SignedMessage verifyReport(byte[] message) throws CryptoException {
        SignedMessage signed = read(message);
        LedgerCertificate.SETTLEMENT.verify(signed.certificate(), authority, signed.signedAt());
        return signed;
    }

    /// The content that the owner of this key has signed, by whatever certificate and beside whatever other: for those
    /// who know from elsewhere that the key is his.
    ///
    /// @throws CryptoException when it is damaged, another's, or lacks one of the attributes
    public static byte[] content(byte[] message, VerificationKey expected) throws CryptoException {
        try {
            Opened opened = open(message);
            if (!opened.key().equals(expected)) {
                throw new CryptoException("the message is signed with another key than the one expected");
            }
            return opened.content();
        } catch (IOException | RuntimeException e) {
            throw unreadable(e);
        }
    }

    private SignedMessage read(byte[] message) throws CryptoException {
        try {
            Opened opened = open(message);
            X509Certificate certificate = opened.certificate();
            Instant signedAt = opened.attributes().signedAt();
            opened.certificates().requireNoneBut(certificate, authority);
            requireTrusted(certificate, signedAt);
            return new SignedMessage(opened.content(), certificate, opened.key(), signedAt);
        } catch (IOException | RuntimeException e) {
            throw unreadable(e);
        }
    }

    /// Bouncy Castle reports malformed bytes with many kinds of exceptions.
    private static CryptoException unreadable(Exception e) {
        return new CryptoException("the message is not readable", null, e);
    }

    /// A message whose signature is right, by a certificate that nobody has looked at.
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere, and as large as a menu
    private record Opened(
            byte[] content,
            EnclosedCertificates certificates,
            X509Certificate certificate,
            VerificationKey key,
            SignedAttributes attributes) {}

    private static Opened open(byte[] message) throws CryptoException, IOException {
        CmsFields signedData = CmsMessages.read(message, CMSObjectIdentifiers.signedData);
        int version = signedData.nextInt();
        ASN1Primitive digestAlgorithm = signedData.onlyOfSet();
        byte[] content = content(signedData.nextSequence());
        EnclosedCertificates certificates = EnclosedCertificates.read(signedData);
        CmsFields signer = CmsFields.of(signedData.onlyOfSet());
        signedData.end();
        require(signer.nextInt() == version);
        X509Certificate certificate = certificates.takeSigner(signer, version);
        VerificationKey key = VerificationKey.of(certificate.getPublicKey());
        SignedAttributes attributes = verifiedAttributes(signer, key, digestAlgorithm);
        if (!attributes.isDigest(CmsScheme.of(key.algorithm()).digest(content))) {
            throw new CryptoException("the content of the message is not what was signed");
        }
        return new Opened(content, certificates, certificate, key, attributes);
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

    private static SignedAttributes verifiedAttributes(
            CmsFields signer, VerificationKey key, ASN1Primitive digestAlgorithm) throws CryptoException {
        CmsScheme scheme = CmsScheme.of(key.algorithm());
        ASN1Primitive signerDigestAlgorithm = signer.next();
        ASN1TaggedObject tagged =
                signer.nextTagged(0).orElseThrow(() -> new CryptoException("the message has no signed attributes"));
        ASN1Primitive signatureAlgorithm = signer.next();
        byte[] signature = signer.next(ASN1OctetString.class).getOctets();
        signer.end();
        if (!scheme.isDigest(digestAlgorithm)
                || !scheme.isDigest(signerDigestAlgorithm)
                || !scheme.isSignature(signatureAlgorithm)) {
            throw new CryptoException(
                    "the message is signed by another scheme than its key's",
                    "RSA and P-256 keys sign with SHA-256 (openssl cms -sign -md sha256), Ed25519 keys with SHA-512");
        }
        ASN1Set attributes = ASN1Set.getInstance(tagged, IMPLICIT);
        byte[] signed = CmsMessages.asRead(attributes);
        require(signed.length <= SignedAttributes.BYTES_MAX);
        if (!key.verify(signed, signature)) {
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
                || (usage != null && !usage[0])) {
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
