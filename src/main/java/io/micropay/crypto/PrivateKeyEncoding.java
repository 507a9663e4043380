package io.micropay.crypto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

/// A private key as PKCS#8 that openssl and the JDK both read, and the public key that belongs to it.
///
/// The public key is computed, never believed from the file. A P-256 key is written with its public part, which the
/// JDK leaves out and `openssl pkey -check` needs; an Ed25519 key without (RFC 8410, section 7, version 1), because
/// openssl 3.0 refuses it with.
record PrivateKeyEncoding(PrivateKeyInfo privateKey, SubjectPublicKeyInfo publicKey) {

    private static final int P256_BITS = 256;

    /// Reads an unencrypted PKCS#8 key.
    ///
    /// @throws CryptoException when it is not one of the kinds micropay has
    static PrivateKeyEncoding read(byte[] pkcs8) throws CryptoException {
        try {
            PrivateKeyInfo key = PrivateKeyInfo.getInstance(pkcs8);
            boolean isRsa = key.getPrivateKeyAlgorithm().getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption);
            return isRsa ? rsa(RSAPrivateKey.getInstance(key.parsePrivateKey())) : of(PrivateKeyFactory.createKey(key));
        } catch (IOException | RuntimeException e) {
            // The cause might quote the key: it is dropped on purpose.
            throw new CryptoException("the private key is not readable");
        }
    }

    private static PrivateKeyEncoding of(AsymmetricKeyParameter key) throws IOException, CryptoException {
        return switch (key) {
            case ECPrivateKeyParameters ec -> p256(ec);
            case Ed25519PrivateKeyParameters ed25519 ->
                new PrivateKeyEncoding(
                        new PrivateKeyInfo(
                                new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519),
                                new DEROctetString(ed25519.getEncoded())),
                        SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(ed25519.generatePublicKey()));
            default -> throw new UnsupportedKeyException("the private key is of an unsupported algorithm");
        };
    }

    /// Not through Bouncy Castle's own object for such a key, which looks for small factors and tests whether the
    /// modulus is prime: a good part of a server's start, for a number whose two factors stand beside it.
    private static PrivateKeyEncoding rsa(RSAPrivateKey key) throws IOException, CryptoException {
        if (!isConsistent(key)) {
            throw new CryptoException("the private key is damaged");
        }
        var algorithm = new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
        return new PrivateKeyEncoding(
                new PrivateKeyInfo(algorithm, key),
                new SubjectPublicKeyInfo(algorithm, new RSAPublicKey(key.getModulus(), key.getPublicExponent())));
    }

    /// The numbers of an RSA key repeat each other (RFC 8017, section 3.2), and implementations differ in which they
    /// use.
    private static boolean isConsistent(RSAPrivateKey key) {
        return key.getPrime1().multiply(key.getPrime2()).equals(key.getModulus())
                && isConsistent(key, key.getPrime1(), key.getExponent1())
                && isConsistent(key, key.getPrime2(), key.getExponent2())
                && key.getCoefficient()
                        .multiply(key.getPrime2())
                        .mod(key.getPrime1())
                        .equals(BigInteger.ONE);
    }

    private static boolean isConsistent(RSAPrivateKey key, BigInteger prime, BigInteger exponent) {
        BigInteger order = prime.subtract(BigInteger.ONE);
        return key.getPrivateExponent().mod(order).equals(exponent)
                && key.getPublicExponent().multiply(exponent).mod(order).equals(BigInteger.ONE);
    }

    private static PrivateKeyEncoding p256(ECPrivateKeyParameters key) throws IOException, CryptoException {
        var curve = CustomNamedCurves.getByOID(SECObjectIdentifiers.secp256r1);
        if (!key.getParameters().getCurve().equals(curve.getCurve())
                || !key.getParameters().getG().equals(curve.getG())) {
            throw new UnsupportedKeyException("the private key is on another curve than P-256");
        }
        var algorithm = new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp256r1);
        byte[] point = curve.getG().multiply(key.getD()).normalize().getEncoded(false);
        return new PrivateKeyEncoding(
                new PrivateKeyInfo(algorithm, new ECPrivateKey(P256_BITS, key.getD(), new DERBitString(point), null)),
                new SubjectPublicKeyInfo(algorithm, point));
    }

    /// DER PKCS#8, the secret.
    byte[] pkcs8() {
        return der(privateKey);
    }

    /// DER SubjectPublicKeyInfo.
    byte[] spki() {
        return der(publicKey);
    }

    private static byte[] der(ASN1Object object) {
        try {
            return object.getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes everything", e);
        }
    }

    @Override
    public String toString() {
        return "a private key";
    }
}
