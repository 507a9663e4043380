package io.micropay.crypto;

import java.lang.reflect.Method;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Signatures by the Amazon Corretto Crypto Provider, a native library for Linux.
///
/// Keys are translated into the provider's own objects once: with the JDK's objects every operation would convert
/// them again (measured: an RSA-2048 signature 519 µs instead of 205 µs).
final class CorrettoSignatures implements Signatures {

    private static final String PROVIDER = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

    /// Ed25519 keys can be translated only with this switch of the provider, which is read when its class loads. It
    /// is off by default for the sake of those who install the provider for everybody; here nobody does.
    private static final String ED25519_KEYS = "com.amazon.corretto.crypto.provider.registerEdKeyFactory";

    private static final Duration SELF_TESTS_PATIENCE = Duration.ofSeconds(2);

    private final Provider provider;

    private CorrettoSignatures(Provider provider) {
        this.provider = provider;
    }

    /// Loads the provider; empty when its library does not load here or fails its self tests. It is called by name,
    /// since the classes of a loader of its own are not those the compiler sees.
    static Optional<Signatures> load() {
        return load(CorrettoClassLoader.forThisMachine());
    }

    static Optional<Signatures> load(ClassLoader loader) {
        try {
            System.setProperty(ED25519_KEYS, "true");
            Class<?> type = Class.forName(PROVIDER, true, loader);
            var provider = (Provider) type.getField("INSTANCE").get(null);
            return works(provider) ? Optional.of(new CorrettoSignatures(provider)) : Optional.empty();
        } catch (LinkageError | RuntimeException | ReflectiveOperationException e) {
            return Optional.empty();
        }
    }

    private static boolean works(Provider provider) throws ReflectiveOperationException {
        Class<?> type = provider.getClass();
        if (type.getMethod("getLoadingError").invoke(provider) != null) {
            return false;
        }
        // They have begun in the common pool when the provider was made. To ask for them begins them once more.
        Method status = type.getMethod("getSelfTestStatus");
        awaitSelfTests(status, provider);
        return hasPassed(status.invoke(provider))
                || hasPassed(type.getMethod("runSelfTests").invoke(provider));
    }

    /// Waits without lending this thread to the pool: what else waits there may need the signatures that are being
    /// loaded.
    private static void awaitSelfTests(Method status, Provider provider) throws ReflectiveOperationException {
        long deadline = System.nanoTime() + SELF_TESTS_PATIENCE.toNanos();
        while (!hasRun(status.invoke(provider)) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private static boolean hasRun(Object selfTests) {
        return !String.valueOf(selfTests).equals("NOT_RUN");
    }

    private static boolean hasPassed(Object selfTests) {
        return String.valueOf(selfTests).equals("PASSED");
    }

    @Override
    public String description() {
        return "Amazon Corretto Crypto Provider " + provider.getVersionStr();
    }

    @Override
    public Verifier verifier(VerificationKey key) {
        String scheme = key.algorithm().signatureName();
        PublicKey translated = (PublicKey) translate(key.algorithm(), key.publicKey());
        return (text, signature) -> verify(scheme, translated, text, signature);
    }

    @Override
    public Signer signer(SigningKey key) {
        KeyAlgorithm algorithm = key.verificationKey().algorithm();
        PrivateKey translated = (PrivateKey) translate(algorithm, key.privateKey());
        return text -> sign(algorithm.signatureName(), translated, text);
    }

    private Key translate(KeyAlgorithm algorithm, Key key) {
        try {
            return KeyFactory.getInstance(algorithm.keyName(), provider).translateKey(key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the provider refuses a key that was found valid", e);
        }
    }

    private boolean verify(String scheme, PublicKey key, byte[] text, byte[] signature) {
        try {
            Signature verification = Signature.getInstance(scheme, provider);
            verification.initVerify(key);
            verification.update(text);
            return verification.verify(signature);
        } catch (SignatureException e) {
            // How the provider reports a signature that is malformed or of the wrong length.
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the provider cannot verify " + scheme, e);
        }
    }

    private byte[] sign(String scheme, PrivateKey key, byte[] text) {
        try {
            Signature signing = Signature.getInstance(scheme, provider);
            signing.initSign(key);
            signing.update(text);
            return signing.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the provider cannot sign " + scheme, e);
        }
    }
}
