package io.micropay.crypto;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/// The one DER SubjectPublicKeyInfo of each public key the protocol allows (RFC 3279, RFC 5480, RFC 8410).
///
/// An account is known by the hash of these bytes, so a key must have one spelling: what is read is written again,
/// and any difference (BER, trailing bytes, a compressed point, other parameters) refuses it.
final class PublicKeyEncoding {

    static final BigInteger RSA_EXPONENT = BigInteger.valueOf(65537);
    static final int RSA_BITS_MIN = 2048;
    static final int RSA_BITS_MAX = 4096;

    /// Twice what the largest allowed key takes.
    private static final int BYTES_MAX = 1100;

    private PublicKeyEncoding() {}

    /// Says of which kind the key in `spki` is.
    ///
    /// @throws UnsupportedKeyException when it is of none, not valid, or not in its canonical form
    static KeyAlgorithm check(byte[] spki) throws UnsupportedKeyException {
        if (spki.length == 0 || spki.length > BYTES_MAX) {
            throw new UnsupportedKeyException("the public key has " + spki.length + " bytes, as none that is allowed");
        }
        try {
            SubjectPublicKeyInfo read = SubjectPublicKeyInfo.getInstance(ASN1Primitive.fromByteArray(spki));
            KeyAlgorithm algorithm = algorithm(read.getAlgorithm());
            SubjectPublicKeyInfo canonical = switch (algorithm) {
                case RSA -> canonicalRsa(read);
                case P256 -> canonicalP256(read);
                case ED25519 -> canonicalEd25519(read);
            };
            if (!Arrays.equals(canonical.getEncoded(ASN1Encoding.DER), spki)) {
                throw new UnsupportedKeyException("the public key is not in its canonical DER form");
            }
            return algorithm;
        } catch (IOException | RuntimeException e) {
            // Bouncy Castle reports malformed bytes with many kinds of exceptions.
            throw new UnsupportedKeyException("the public key is not readable", e);
        }
    }

    private static KeyAlgorithm algorithm(AlgorithmIdentifier identifier) throws UnsupportedKeyException {
        ASN1ObjectIdentifier name = identifier.getAlgorithm();
        if (name.equals(PKCSObjectIdentifiers.rsaEncryption)) {
            return KeyAlgorithm.RSA;
        }
        if (name.equals(EdECObjectIdentifiers.id_Ed25519)) {
            return KeyAlgorithm.ED25519;
        }
        if (name.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            if (!SECObjectIdentifiers.secp256r1.equals(identifier.getParameters())) {
                throw new UnsupportedKeyException("the public key is on another curve than P-256");
            }
            return KeyAlgorithm.P256;
        }
        throw new UnsupportedKeyException("the public key is of an unsupported algorithm (" + name + ")");
    }

    private static SubjectPublicKeyInfo canonicalRsa(SubjectPublicKeyInfo read)
            throws IOException, UnsupportedKeyException {
        RSAPublicKey key = RSAPublicKey.getInstance(read.parsePublicKey());
        BigInteger modulus = key.getModulus();
        if (modulus.signum() <= 0 || !modulus.testBit(0)) {
            throw new UnsupportedKeyException("the RSA modulus is not a positive odd number");
        }
        if (modulus.bitLength() < RSA_BITS_MIN || modulus.bitLength() > RSA_BITS_MAX) {
            throw new UnsupportedKeyException("the RSA key has " + modulus.bitLength() + " bits");
        }
        if (!key.getPublicExponent().equals(RSA_EXPONENT)) {
            throw new UnsupportedKeyException("the RSA key has another public exponent than 65537");
        }
        return new SubjectPublicKeyInfo(
                new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                new RSAPublicKey(modulus, RSA_EXPONENT));
    }

    private static SubjectPublicKeyInfo canonicalP256(SubjectPublicKeyInfo read) throws UnsupportedKeyException {
        ECPoint point = CustomNamedCurves.getByOID(SECObjectIdentifiers.secp256r1)
                .getCurve()
                .decodePoint(keyBytes(read));
        if (point.isInfinity() || !point.isValid()) {
            throw new UnsupportedKeyException("the public key is not a point of P-256");
        }
        return new SubjectPublicKeyInfo(
                new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp256r1),
                point.getEncoded(false));
    }

    /// A point of small or mixed order is refused here, once: with it, implementations disagree about signatures.
    private static SubjectPublicKeyInfo canonicalEd25519(SubjectPublicKeyInfo read) throws UnsupportedKeyException {
        byte[] point = keyBytes(read);
        if (point.length != Ed25519.PUBLIC_KEY_SIZE || !Ed25519.validatePublicKeyFull(point, 0)) {
            throw new UnsupportedKeyException("the public key is not a point of Ed25519's group");
        }
        return new SubjectPublicKeyInfo(new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519), point);
    }

    private static byte[] keyBytes(SubjectPublicKeyInfo read) throws UnsupportedKeyException {
        ASN1BitString bits = read.getPublicKeyData();
        if (bits.getPadBits() != 0) {
            throw new UnsupportedKeyException("the public key is not a whole number of bytes");
        }
        return bits.getOctets();
    }
}
