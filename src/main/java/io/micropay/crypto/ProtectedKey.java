package io.micropay.crypto;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/// A private key that a password opens: PKCS#8 under PBES2 (RFC 8018), with PBKDF2 over HMAC-SHA-256 and AES-256-CBC.
///
/// It is what `openssl pkcs8 -topk8` writes and `openssl pkey` reads. Guessing is made slow by the number of rounds; a
/// file that asks for more rounds than anybody's is refused, since it would keep its reader busy.
public final class ProtectedKey {

    /// What OWASP asks for in 2023; about half of a second.
    private static final int ROUNDS = 600_000;

    private static final int ROUNDS_MAX = 5_000_000;
    private static final int KEY_BITS = 256;
    private static final int SALT_BYTES = 16;
    private static final int SALT_BYTES_MAX = 1_024;
    private static final int BLOCK_BYTES = 16;

    private static final AlgorithmIdentifier HMAC =
            new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE);

    private final byte[] salt;
    private final int rounds;
    private final byte[] initialVector;
    private final byte[] encrypted;

    private ProtectedKey(byte[] salt, int rounds, byte[] initialVector, byte[] encrypted) {
        this.salt = salt;
        this.rounds = rounds;
        this.initialVector = initialVector;
        this.encrypted = encrypted;
    }

    /// Encrypts a key.
    ///
    /// @throws IllegalArgumentException when the password is empty, and would protect nothing
    public static ProtectedKey of(SigningKey key, Password password) {
        if (password.isEmpty()) {
            throw new IllegalArgumentException("an empty password protects nothing");
        }
        byte[] salt = random(SALT_BYTES);
        byte[] initialVector = random(BLOCK_BYTES);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, secret(password, salt, ROUNDS), initialVector);
            return new ProtectedKey(salt, ROUNDS, initialVector, cipher.doFinal(key.encoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES and PBKDF2", e);
        }
    }

    /// Reads a DER EncryptedPrivateKeyInfo (RFC 5958, section 3).
    ///
    /// @throws CryptoException when it is malformed, or protected in another way
    static ProtectedKey decode(byte[] der) throws CryptoException {
        try {
            EncryptedPrivateKeyInfo info = EncryptedPrivateKeyInfo.getInstance(ASN1Primitive.fromByteArray(der));
            if (!info.getEncryptionAlgorithm().getAlgorithm().equals(PKCSObjectIdentifiers.id_PBES2)) {
                throw unusual();
            }
            PBES2Parameters scheme =
                    PBES2Parameters.getInstance(info.getEncryptionAlgorithm().getParameters());
            return of(scheme, info.getEncryptedData());
        } catch (IOException | RuntimeException e) {
            // Bouncy Castle reports malformed bytes with many kinds of exceptions.
            throw new CryptoException("the protected private key is not readable", null, e);
        }
    }

    private static ProtectedKey of(PBES2Parameters scheme, byte[] encrypted) throws CryptoException {
        EncryptionScheme encryption = scheme.getEncryptionScheme();
        KeyDerivationFunc derivation = scheme.getKeyDerivationFunc();
        if (!encryption.getAlgorithm().equals(NISTObjectIdentifiers.id_aes256_CBC)
                || !derivation.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBKDF2)) {
            throw unusual();
        }
        PBKDF2Params pbkdf2 = PBKDF2Params.getInstance(derivation.getParameters());
        if (!pbkdf2.getPrf().getAlgorithm().equals(HMAC.getAlgorithm())) {
            throw unusual();
        }
        int rounds = pbkdf2.getIterationCount().intValueExact();
        byte[] initialVector =
                ASN1OctetString.getInstance(encryption.getParameters()).getOctets();
        boolean fits = rounds > 0
                && rounds <= ROUNDS_MAX
                && pbkdf2.getSalt().length > 0
                && pbkdf2.getSalt().length <= SALT_BYTES_MAX
                && initialVector.length == BLOCK_BYTES;
        if (!fits) {
            throw new CryptoException("the protected private key asks for what nobody's does");
        }
        return new ProtectedKey(pbkdf2.getSalt(), rounds, initialVector, encrypted);
    }

    private static CryptoException unusual() {
        return new CryptoException(
                "the private key is protected in a way that micropay does not read",
                "openssl pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA256 -in <this> -out <file> writes it anew");
    }

    /// Opens the key.
    ///
    /// @throws WrongPasswordException when the password is another: nothing tells that from a damaged file
    public SigningKey open(Password password) throws WrongPasswordException {
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, secret(password, salt, rounds), initialVector);
            return SigningKey.decode(cipher.doFinal(encrypted));
        } catch (GeneralSecurityException | CryptoException e) {
            // The causes might say something of the key: they are dropped on purpose.
            throw new WrongPasswordException();
        }
    }

    /// The DER of the protected key, which openssl reads.
    byte[] encoded() {
        var derivation = new KeyDerivationFunc(
                PKCSObjectIdentifiers.id_PBKDF2, new PBKDF2Params(salt, rounds, KEY_BITS / Byte.SIZE, HMAC));
        var encryption = new EncryptionScheme(NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(initialVector));
        var algorithm =
                new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBES2, new PBES2Parameters(derivation, encryption));
        try {
            return new EncryptedPrivateKeyInfo(algorithm, encrypted).getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException("memory takes everything", e);
        }
    }

    private static SecretKey secret(Password password, byte[] salt, int rounds) throws GeneralSecurityException {
        PBEKeySpec asked = new PBEKeySpec(password.characters(), salt, rounds, KEY_BITS);
        try {
            byte[] secret = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(asked)
                    .getEncoded();
            SecretKey key = new SecretKeySpec(secret, "AES");
            Arrays.fill(secret, (byte) 0);
            return key;
        } finally {
            asked.clearPassword();
        }
    }

    private static Cipher cipher(int mode, SecretKey secret, byte[] initialVector) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(mode, secret, new IvParameterSpec(initialVector));
        return cipher;
    }

    private static byte[] random(int count) {
        byte[] bytes = new byte[count];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    @Override
    public String toString() {
        return "a protected private key";
    }
}
