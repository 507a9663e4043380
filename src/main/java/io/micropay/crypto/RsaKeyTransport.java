package io.micropay.crypto;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAESOAEPparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.jspecify.annotations.Nullable;

/// RSA-OAEP with SHA-256, in its mask too (RFC 8017, section 7.1; in CMS, RFC 3560 and RFC 5652, section 6.2.1).
record RsaKeyTransport() implements KeyEncryption {

    private static final int BY_ISSUER = 0;
    private static final int BY_KEY = 2;
    private static final boolean IMPLICIT = false;

    private static final OAEPParameterSpec OAEP =
            new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);

    @Override
    public ASN1Encodable enclose(byte[] contentKey, X509Certificate recipient) {
        Optional<ASN1OctetString> key = CertificateReference.byKey(recipient);
        return new DERSequence(new ASN1Encodable[] {
            new ASN1Integer(key.isPresent() ? BY_KEY : BY_ISSUER),
            key.<ASN1Encodable>map(identifier -> new DERTaggedObject(IMPLICIT, 0, identifier))
                    .orElseGet(() -> CertificateReference.byIssuer(recipient)),
            identifier(DERNull.INSTANCE),
            new DEROctetString(encrypt(contentKey, recipient))
        });
    }

    @Override
    public byte[] disclose(ASN1Primitive recipientInfo, Identity recipient)
            throws CryptoException, GeneralSecurityException {
        CmsFields fields = CmsFields.of(recipientInfo);
        requireFor(recipient.certificate(), fields);
        ASN1Primitive algorithm = fields.next();
        byte[] encrypted = fields.next(ASN1OctetString.class).getOctets();
        fields.end();
        if (!algorithm.equals(identifier(DERNull.INSTANCE).toASN1Primitive())
                && !algorithm.equals(identifier(null).toASN1Primitive())) {
            throw CmsFields.malformed();
        }
        Cipher cipher = cipher();
        cipher.init(Cipher.DECRYPT_MODE, recipient.privateKey(), OAEP);
        return cipher.doFinal(encrypted);
    }

    private static void requireFor(X509Certificate certificate, CmsFields fields) throws CryptoException {
        boolean isFor = switch (fields.nextInt()) {
            case BY_ISSUER -> CertificateReference.isIssuerOf(fields.next(), certificate);
            case BY_KEY ->
                CertificateReference.isKeyOf(
                        ASN1OctetString.getInstance(fields.requireTagged(0), IMPLICIT), certificate);
            default -> false;
        };
        if (!isFor) {
            throw CmsFields.malformed();
        }
    }

    private static byte[] encrypt(byte[] contentKey, X509Certificate recipient) {
        try {
            Cipher cipher = cipher();
            // The key and not its certificate: the JDK would ask that for a usage that older ones do not give.
            cipher.init(Cipher.ENCRYPT_MODE, recipient.getPublicKey(), OAEP);
            return cipher.doFinal(contentKey);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK encrypts with RSA keys that micropay takes", e);
        }
    }

    private static Cipher cipher() throws GeneralSecurityException {
        return Cipher.getInstance("RSA/ECB/OAEPPadding");
    }

    /// Readers take the hash with its parameters absent or NULL (RFC 4055, section 2.1); openssl leaves them out.
    private static AlgorithmIdentifier identifier(@Nullable ASN1Encodable hashParameters) {
        AlgorithmIdentifier hash = new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, hashParameters);
        return new AlgorithmIdentifier(
                PKCSObjectIdentifiers.id_RSAES_OAEP,
                new RSAESOAEPparams(
                        hash,
                        new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1, hash),
                        RSAESOAEPparams.DEFAULT_P_SOURCE_ALGORITHM));
    }
}
