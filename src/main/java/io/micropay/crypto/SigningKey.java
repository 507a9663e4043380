package io.micropay.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import org.jspecify.annotations.Nullable;

/// A private key with the public key that belongs to it, checked. It shows its secret to nobody but who asks for
/// [#privateKey()] or [#encoded()].
public final class SigningKey {

    private final PrivateKey privateKey;
    private final VerificationKey verificationKey;
    private final byte[] encoded;
    private volatile @Nullable Signer signer;

    private SigningKey(PrivateKeyEncoding encoding) throws CryptoException {
        this.encoded = encoding.pkcs8();
        this.verificationKey = VerificationKey.decode(encoding.spki());
        try {
            this.privateKey = KeyFactory.getInstance(verificationKey.algorithm().keyName())
                    .generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            // The cause might quote the key: it is dropped on purpose.
            throw new CryptoException("the private key is not valid");
        }
    }

    /// Puts together two halves of a key.
    ///
    /// @throws CryptoException when they do not belong together, or are not of an allowed kind
    public static SigningKey of(PrivateKey privateKey, PublicKey publicKey) throws CryptoException {
        byte[] pkcs8 = privateKey.getEncoded();
        if (pkcs8 == null) {
            throw new CryptoException("the private key has no encoding");
        }
        SigningKey key = decode(pkcs8);
        if (!key.verificationKey.equals(VerificationKey.of(publicKey))) {
            throw new CryptoException("the private key and the public key do not belong together");
        }
        return key;
    }

    /// Decodes an unencrypted PKCS#8 key, and computes its public key.
    ///
    /// @throws CryptoException when it is not readable, not of an allowed kind, or its parts contradict each other
    public static SigningKey decode(byte[] pkcs8) throws CryptoException {
        return new SigningKey(PrivateKeyEncoding.read(pkcs8));
    }

    /// The signature over `text`, by the scheme of the key's algorithm.
    public byte[] sign(byte[] text) {
        Signer current = signer;
        if (current == null) {
            // Two threads may both make one: they are interchangeable.
            current = Signatures.preferred().signer(this);
            signer = current;
        }
        return current.sign(text);
    }

    public VerificationKey verificationKey() {
        return verificationKey;
    }

    /// The secret, as TLS needs it.
    public PrivateKey privateKey() {
        return privateKey;
    }

    /// The secret as DER PKCS#8 that openssl reads; a fresh copy.
    public byte[] encoded() {
        return encoded.clone();
    }

    @Override
    public String toString() {
        return "private key of " + verificationKey;
    }
}
