package io.micropay.crypto;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.cms.GCMParameters;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/// The cipher of contents: AES-256-GCM with a nonce of 96 bits and a tag of 128 (RFC 5084, section 3.2). Each message
/// has a key and a nonce of its own.
final class ContentCipher {

    static final int KEY_BYTES = 32;
    static final int TAG_BYTES = 16;

    private static final int NONCE_BYTES = 12;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] key;
    private final byte[] nonce;

    private ContentCipher(byte[] key, byte[] nonce) {
        this.key = key;
        this.nonce = nonce;
    }

    static ContentCipher create() {
        return new ContentCipher(randomKey(), random(NONCE_BYTES));
    }

    static byte[] randomKey() {
        return random(KEY_BYTES);
    }

    private static byte[] random(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /// The nonce of a message.
    ///
    /// @throws CryptoException when it is of another cipher, or its nonce or tag is of another size
    static byte[] nonce(CmsFields algorithm) throws CryptoException {
        ASN1ObjectIdentifier name = algorithm.next(ASN1ObjectIdentifier.class);
        CmsFields parameters = algorithm.nextSequence();
        byte[] nonce = parameters.next(ASN1OctetString.class).getOctets();
        int tagBytes = parameters.nextInt();
        parameters.end();
        algorithm.end();
        if (!name.equals(NISTObjectIdentifiers.id_aes256_GCM) || nonce.length != NONCE_BYTES || tagBytes != TAG_BYTES) {
            throw CmsFields.malformed();
        }
        return nonce;
    }

    static ContentCipher of(byte[] key, byte[] nonce) {
        return new ContentCipher(key, nonce);
    }

    byte[] key() {
        return key;
    }

    AlgorithmIdentifier identifier() {
        return new AlgorithmIdentifier(NISTObjectIdentifiers.id_aes256_GCM, new GCMParameters(nonce, TAG_BYTES));
    }

    /// What a content is encrypted to, and the tag over it.
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere, and as large as a menu
    record Sealed(byte[] encrypted, byte[] tag) {}

    Sealed encrypt(byte[] content) {
        try {
            byte[] output = cipher(Cipher.ENCRYPT_MODE).doFinal(content);
            int split = output.length - TAG_BYTES;
            return new Sealed(Arrays.copyOf(output, split), Arrays.copyOfRange(output, split, output.length));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
    }

    /// The content; the JDK gives none of it before the tag is verified.
    ///
    /// @throws GeneralSecurityException when the tag does not fit
    byte[] decrypt(Sealed sealed) throws GeneralSecurityException {
        Cipher cipher = cipher(Cipher.DECRYPT_MODE);
        cipher.update(sealed.encrypted());
        return cipher.doFinal(sealed.tag());
    }

    private Cipher cipher(int mode) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
        return cipher;
    }
}
