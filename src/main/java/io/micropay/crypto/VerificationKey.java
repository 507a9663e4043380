package io.micropay.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.RSAKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A public key of a kind the protocol allows: RSA of 2048 to 4096 bits with exponent 65537, P-256, or Ed25519.
///
/// Equal keys have equal encodings: there is one canonical DER for each. Decode a key once and keep it; verifying
/// with it is then fast, from any thread.
public final class VerificationKey {

    private final KeyAlgorithm algorithm;
    private final byte[] encoded;
    private final PublicKey publicKey;
    private final Fingerprint fingerprint;
    private volatile @Nullable Verifier verifier;

    private VerificationKey(KeyAlgorithm algorithm, byte[] encoded) throws GeneralSecurityException {
        this.algorithm = algorithm;
        this.encoded = encoded;
        this.publicKey = KeyFactory.getInstance(algorithm.keyName()).generatePublic(new X509EncodedKeySpec(encoded));
        this.fingerprint = Fingerprint.of(encoded);
    }

    /// Takes a key the platform has decoded, from a certificate for instance.
    ///
    /// @throws UnsupportedKeyException when it is not of an allowed kind
    public static VerificationKey of(PublicKey key) throws UnsupportedKeyException {
        byte[] encoded = key.getEncoded();
        if (encoded == null) {
            throw new UnsupportedKeyException("the public key has no encoding");
        }
        return decode(encoded);
    }

    /// Decodes a DER SubjectPublicKeyInfo.
    ///
    /// @throws UnsupportedKeyException when it is not of an allowed kind, not canonical, or has bytes after its end
    public static VerificationKey decode(byte[] spki) throws UnsupportedKeyException {
        byte[] encoded = spki.clone();
        KeyAlgorithm algorithm = PublicKeyEncoding.check(encoded);
        try {
            return new VerificationKey(algorithm, encoded);
        } catch (GeneralSecurityException e) {
            throw new UnsupportedKeyException("the public key is not valid", e);
        }
    }

    public KeyAlgorithm algorithm() {
        return algorithm;
    }

    /// The canonical DER SubjectPublicKeyInfo, a fresh copy.
    public byte[] encoded() {
        return encoded.clone();
    }

    /// The SHA-256 of [#encoded()]: the protocol's key hash.
    public Fingerprint fingerprint() {
        return fingerprint;
    }

    public PublicKey publicKey() {
        return publicKey;
    }

    /// Whether `signature` is this key's over `text`; a malformed signature is false, never an exception.
    public boolean verify(byte[] text, byte[] signature) {
        Verifier current = verifier;
        if (current == null) {
            // Two threads may both make one: they are interchangeable.
            current = Signatures.preferred().verifier(this);
            verifier = current;
        }
        return current.verify(text, signature);
    }

    /// The kind and size of the key, for people: `RSA 2048 bits`, `P-256` or `Ed25519`.
    public String description() {
        return switch (algorithm) {
            case RSA -> "RSA " + ((RSAKey) publicKey).getModulus().bitLength() + " bits";
            case P256 -> "P-256";
            case ED25519 -> "Ed25519";
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerificationKey key && Arrays.equals(encoded, key.encoded);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encoded);
    }

    @Override
    public String toString() {
        return description() + " " + fingerprint;
    }
}
