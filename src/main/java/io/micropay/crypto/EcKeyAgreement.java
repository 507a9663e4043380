package io.micropay.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.cms.ecc.ECCCMSSharedInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.jspecify.annotations.Nullable;

/// P-256 ECDH of a key made for the one message with the recipient's, SHA-256 to derive, AES-256 to wrap (RFC 5753,
/// section 3.1; RFC 3565): `dhSinglePass-stdDH-sha256kdf-scheme`.
record EcKeyAgreement() implements KeyEncryption {

    private static final int VERSION = 3;
    private static final boolean IMPLICIT = false;
    private static final boolean EXPLICIT = true;

    private static final AlgorithmIdentifier WRAP = new AlgorithmIdentifier(NISTObjectIdentifiers.id_aes256_wrap);
    private static final AlgorithmIdentifier SCHEME =
            new AlgorithmIdentifier(SECObjectIdentifiers.dhSinglePass_stdDH_sha256kdf_scheme, WRAP);
    private static final AlgorithmIdentifier P256 =
            new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp256r1);

    /// 256 bits of key in one block of SHA-256: the counter is 1, and never more (SEC 1, section 3.6.1).
    private static final byte[] KEY_BITS = {0, 0, 1, 0};
    private static final byte[] COUNTER = {0, 0, 0, 1};

    @Override
    public ASN1Encodable enclose(byte[] contentKey, X509Certificate recipient) {
        try {
            KeyPair ephemeral = ephemeral();
            Cipher cipher = wrapping();
            cipher.init(Cipher.WRAP_MODE, wrappingKey(ephemeral.getPrivate(), recipient.getPublicKey(), null));
            return recipientInfo(
                    SubjectPublicKeyInfo.getInstance(ephemeral.getPublic().getEncoded()),
                    recipient,
                    cipher.wrap(new SecretKeySpec(contentKey, "AES")));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has ECDH on P-256 and AES key wrap", e);
        }
    }

    private static KeyPair ephemeral() throws GeneralSecurityException {
        KeyPairGenerator pairs = KeyPairGenerator.getInstance("EC");
        pairs.initialize(new ECGenParameterSpec("secp256r1"));
        return pairs.generateKeyPair();
    }

    private static ASN1Encodable recipientInfo(
            SubjectPublicKeyInfo ephemeral, X509Certificate recipient, byte[] wrapped) {
        ASN1Encodable originatorKey = new DERSequence(new ASN1Encodable[] {
            new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey), ephemeral.getPublicKeyData()
        });
        ASN1Encodable reference = CertificateReference.byKey(recipient)
                .<ASN1Encodable>map(key -> new DERTaggedObject(IMPLICIT, 0, new DERSequence(key)))
                .orElseGet(() -> CertificateReference.byIssuer(recipient));
        ASN1Encodable encryptedKey = new DERSequence(new ASN1Encodable[] {reference, new DEROctetString(wrapped)});
        return new DERTaggedObject(IMPLICIT, 1, new DERSequence(new ASN1Encodable[] {
            new ASN1Integer(VERSION),
            new DERTaggedObject(EXPLICIT, 0, new DERTaggedObject(IMPLICIT, 1, originatorKey)),
            SCHEME,
            new DERSequence(encryptedKey)
        }));
    }

    @Override
    public byte[] disclose(ASN1Primitive recipientInfo, Identity recipient)
            throws CryptoException, GeneralSecurityException {
        CmsFields fields = CmsFields.of(implicitSequence(recipientInfo, 1));
        require(fields.nextInt() == VERSION);
        ASN1Encodable originator = fields.requireTagged(0).getExplicitBaseObject();
        PublicKey ephemeral = originatorKey(CmsFields.of(implicitSequence(originator, 1)));
        ASN1OctetString salt = fields.nextTagged(1)
                .map(tagged -> ASN1OctetString.getInstance(tagged, EXPLICIT))
                .orElse(null);
        require(fields.next().equals(SCHEME.toASN1Primitive()));
        CmsFields encryptedKeys = fields.nextSequence();
        fields.end();
        CmsFields encryptedKey = encryptedKeys.nextSequence();
        encryptedKeys.end();
        require(isFor(recipient.certificate(), encryptedKey));
        byte[] wrapped = encryptedKey.next(ASN1OctetString.class).getOctets();
        encryptedKey.end();
        Cipher cipher = wrapping();
        cipher.init(Cipher.UNWRAP_MODE, wrappingKey(recipient.privateKey(), ephemeral, salt));
        return cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY).getEncoded();
    }

    private static ASN1Encodable implicitSequence(ASN1Encodable object, int tag) throws CryptoException {
        require(object instanceof ASN1TaggedObject);
        ASN1TaggedObject tagged = ASN1TaggedObject.getInstance(object);
        require(tagged.hasContextTag(tag));
        return ASN1Sequence.getInstance(tagged, IMPLICIT);
    }

    /// A valid point of P-256, spelt in full: it decides whom the secret is shared with.
    private static PublicKey originatorKey(CmsFields key) throws CryptoException {
        ASN1Primitive algorithm = key.next();
        ASN1BitString point = key.next(ASN1BitString.class);
        key.end();
        require(algorithm.equals(new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey).toASN1Primitive())
                || algorithm.equals(
                        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, DERNull.INSTANCE).toASN1Primitive())
                || algorithm.equals(P256.toASN1Primitive()));
        require(point.getPadBits() == 0);
        return VerificationKey.decode(CmsMessages.der(new SubjectPublicKeyInfo(P256, point.getOctets())))
                .publicKey();
    }

    private static boolean isFor(X509Certificate certificate, CmsFields encryptedKey) throws CryptoException {
        Optional<ASN1TaggedObject> byKey = encryptedKey.nextTagged(0);
        if (byKey.isEmpty()) {
            return CertificateReference.isIssuerOf(encryptedKey.next(), certificate);
        }
        CmsFields reference = CmsFields.of(implicitSequence(byKey.get(), 0));
        ASN1OctetString identifier = reference.next(ASN1OctetString.class);
        reference.end();
        return CertificateReference.isKeyOf(identifier, certificate);
    }

    private static Cipher wrapping() throws GeneralSecurityException {
        return Cipher.getInstance("AES/KW/NoPadding");
    }

    private static SecretKey wrappingKey(PrivateKey own, PublicKey other, @Nullable ASN1OctetString salt)
            throws GeneralSecurityException {
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(own);
        agreement.doPhase(other, true);
        MessageDigest hash = MessageDigest.getInstance("SHA-256");
        hash.update(agreement.generateSecret());
        hash.update(COUNTER);
        byte[] entropy = salt == null ? null : salt.getOctets();
        hash.update(CmsMessages.der(new ECCCMSSharedInfo(WRAP, entropy, KEY_BITS)));
        return new SecretKeySpec(hash.digest(), "AES");
    }

    private static void require(boolean holds) throws CryptoException {
        if (!holds) {
            throw CmsFields.malformed();
        }
    }
}
