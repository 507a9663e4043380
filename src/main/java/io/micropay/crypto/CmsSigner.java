package io.micropay.crypto;

import java.time.Instant;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.x509.Certificate;

/// Puts contents into CMS SignedData (RFC 5652, section 5): the content itself, its signer's certificate, and the
/// signature over its type, its hash and the time.
///
/// `openssl cms -verify -inform DER -CAfile ca.crt -purpose any` opens what it writes, where openssl knows the scheme:
/// that of Ed25519 is too new for openssl 3.0.
public final class CmsSigner {

    private static final int VERSION = 1;
    private static final boolean IMPLICIT = false;

    private final Identity identity;
    private final Certificate certificate;
    private final CmsScheme scheme;

    public CmsSigner(Identity identity) {
        this.identity = identity;
        this.certificate = Certificate.getInstance(Certificates.encoded(identity.certificate()));
        this.scheme = CmsScheme.of(identity.verificationKey().algorithm());
    }

    /// The DER of the signed content.
    ///
    /// @param signedAt fractions of its second are dropped
    /// @throws CryptoException when the message would be larger than [CmsMessages#BYTES_MAX]
    public byte[] sign(byte[] content, Instant signedAt) throws CryptoException {
        DERSet attributes = new SignedAttributes(scheme.digest(content), signedAt).toSet();
        byte[] signature = identity.signingKey().sign(CmsMessages.der(attributes));
        ASN1Encodable signedData = new DERSequence(new ASN1Encodable[] {
            new ASN1Integer(VERSION),
            new DERSet(scheme.digestIdentifier()),
            new ContentInfo(CMSObjectIdentifiers.data, new DEROctetString(content)),
            new DERTaggedObject(IMPLICIT, 0, new DERSet(certificate)),
            new DERSet(signerInfo(attributes, signature))
        });
        return CmsMessages.write(CMSObjectIdentifiers.signedData, signedData);
    }

    private ASN1Encodable signerInfo(DERSet attributes, byte[] signature) {
        return new DERSequence(new ASN1Encodable[] {
            new ASN1Integer(VERSION),
            CertificateReference.byIssuer(identity.certificate()),
            scheme.digestIdentifier(),
            new DERTaggedObject(IMPLICIT, 0, attributes),
            scheme.signatureIdentifier(),
            new DEROctetString(signature)
        });
    }
}
