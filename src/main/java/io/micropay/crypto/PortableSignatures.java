package io.micropay.crypto;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/// Signatures in Java alone, for every machine: RSA by the JDK, P-256 and Ed25519 by Bouncy Castle's lightweight
/// classes, which are several times as fast as the JDK's.
final class PortableSignatures implements Signatures {

    private static final byte[] NEUTRAL = Arrays.copyOf(new byte[] {1}, Ed25519.PUBLIC_KEY_SIZE);

    @Override
    public String description() {
        return "JDK and Bouncy Castle";
    }

    @Override
    public Verifier verifier(VerificationKey key) {
        return switch (key.algorithm()) {
            case RSA -> new RsaVerifier((RSAPublicKey) key.publicKey());
            case P256 -> p256Verifier(parameters(key));
            case ED25519 -> ed25519Verifier(parameters(key));
        };
    }

    @Override
    public Signer signer(SigningKey key) {
        return switch (key.verificationKey().algorithm()) {
            case RSA -> rsaSigner(key.privateKey());
            case P256 -> p256Signer(parameters(key));
            case ED25519 -> ed25519Signer(parameters(key));
        };
    }

    private static AsymmetricKeyParameter parameters(VerificationKey key) {
        try {
            return PublicKeyFactory.createKey(key.encoded());
        } catch (IOException e) {
            throw new IllegalStateException("a key that was found valid does not decode", e);
        }
    }

    private static AsymmetricKeyParameter parameters(SigningKey key) {
        try {
            return PrivateKeyFactory.createKey(key.encoded());
        } catch (IOException e) {
            throw new IllegalStateException("a key that was found valid does not decode", e);
        }
    }

    private static Signer rsaSigner(PrivateKey key) {
        return text -> {
            try {
                Signature signing = Signature.getInstance(KeyAlgorithm.RSA.signatureName());
                signing.initSign(key);
                signing.update(text);
                return signing.sign();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every JDK signs SHA256withRSA", e);
            }
        };
    }

    private static Verifier p256Verifier(AsymmetricKeyParameter key) {
        BigInteger order = ((ECKeyParameters) key).getParameters().getN();
        return (text, signature) -> {
            BigInteger[] numbers = decoded(order, signature);
            if (numbers.length == 0) {
                return false;
            }
            ECDSASigner verification = new ECDSASigner();
            verification.init(false, key);
            return verification.verifySignature(Fingerprint.sha256(text), numbers[0], numbers[1]);
        };
    }

    /// The two numbers of a DER signature; none when it is malformed. Strict: Bouncy Castle encodes them again and
    /// compares the bytes.
    private static BigInteger[] decoded(BigInteger order, byte[] signature) {
        try {
            return StandardDSAEncoding.INSTANCE.decode(order, signature);
        } catch (IOException | RuntimeException e) {
            return new BigInteger[0];
        }
    }

    /// The signatures are deterministic (RFC 6979): no weak random number can give the key away.
    private static Signer p256Signer(AsymmetricKeyParameter key) {
        BigInteger order = ((ECKeyParameters) key).getParameters().getN();
        return text -> {
            ECDSASigner signing = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
            signing.init(true, key);
            BigInteger[] numbers = signing.generateSignature(Fingerprint.sha256(text));
            try {
                return StandardDSAEncoding.INSTANCE.encode(order, numbers[0], numbers[1]);
            } catch (IOException e) {
                throw new IllegalStateException("two numbers below the order always encode", e);
            }
        };
    }

    /// RFC 8032 lets an implementation multiply by the cofactor or not; then one accepts what another calls forged,
    /// if the R of a signature has a part of small order. The native provider and openssl do not multiply; Bouncy
    /// Castle may. An R without such a part is judged alike by all, and no other is made by an honest signer.
    private static Verifier ed25519Verifier(AsymmetricKeyParameter key) {
        return (text, signature) -> {
            Ed25519Signer verification = new Ed25519Signer();
            verification.init(false, key);
            verification.update(text, 0, text.length);
            return verification.verifySignature(signature) && isOfPrimeOrder(signature);
        };
    }

    /// Whether the R that a signature starts with is in the group of the base point, the neutral element included.
    private static boolean isOfPrimeOrder(byte[] signature) {
        return Ed25519.validatePublicKeyFull(signature, 0)
                || Arrays.equals(signature, 0, NEUTRAL.length, NEUTRAL, 0, NEUTRAL.length);
    }

    private static Signer ed25519Signer(AsymmetricKeyParameter key) {
        return text -> {
            Ed25519Signer signing = new Ed25519Signer();
            signing.init(true, key);
            signing.update(text, 0, text.length);
            return signing.generateSignature();
        };
    }
}
