package io.micropay.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.Optional;

/// The keys micropay makes, with the names the command line has for them.
public enum KeyKind {
    RSA_2048("rsa", KeyAlgorithm.RSA),
    RSA_3072("rsa3072", KeyAlgorithm.RSA),
    RSA_4096("rsa4096", KeyAlgorithm.RSA),
    P256("ec", KeyAlgorithm.P256),
    ED25519("ed25519", KeyAlgorithm.ED25519);

    private final String commandName;
    private final KeyAlgorithm algorithm;

    KeyKind(String commandName, KeyAlgorithm algorithm) {
        this.commandName = commandName;
        this.algorithm = algorithm;
    }

    private AlgorithmParameterSpec parameters() {
        return switch (this) {
            case RSA_2048 -> new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4);
            case RSA_3072 -> new RSAKeyGenParameterSpec(3072, RSAKeyGenParameterSpec.F4);
            case RSA_4096 -> new RSAKeyGenParameterSpec(4096, RSAKeyGenParameterSpec.F4);
            case P256 -> new ECGenParameterSpec("secp256r1");
            case ED25519 -> NamedParameterSpec.ED25519;
        };
    }

    /// Reads a command-line name: `rsa`, `rsa3072`, `rsa4096`, `ec` or `ed25519`.
    public static Optional<KeyKind> parse(String commandName) {
        return Arrays.stream(values())
                .filter(kind -> kind.commandName.equals(commandName))
                .findFirst();
    }

    public String commandName() {
        return commandName;
    }

    /// Makes a new key; an RSA key takes a tenth to half of a second.
    public SigningKey generate() {
        try {
            KeyPairGenerator pairs = KeyPairGenerator.getInstance(algorithm.keyName());
            pairs.initialize(parameters());
            KeyPair pair = pairs.generateKeyPair();
            return SigningKey.of(pair.getPrivate(), pair.getPublic());
        } catch (GeneralSecurityException | CryptoException e) {
            throw new IllegalStateException("every JDK generates keys that micropay takes", e);
        }
    }
}
