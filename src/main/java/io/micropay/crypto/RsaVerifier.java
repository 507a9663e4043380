package io.micropay.crypto;

import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.HexFormat;

/// RSASSA-PKCS1-v1_5 with SHA-256 as RFC 8017, section 8.2.2 has it: what must have been signed is encoded, and
/// compared with what was.
///
/// The JDK's own verification also takes a hash identifier without its NULL parameter, which openssl refuses: a
/// payer could sign what this server accepts and others call forged.
final class RsaVerifier implements Verifier {

    /// DigestInfo of SHA-256 up to the hash (RFC 8017, section 9.2, note 1).
    private static final byte[] DIGEST_INFO = HexFormat.of().parseHex("3031300d060960864801650304020105000420");

    private final BigInteger modulus;
    private final BigInteger exponent;

    /// The encoded message with zeros for the hash.
    private final byte[] frame;

    RsaVerifier(RSAPublicKey key) {
        this.modulus = key.getModulus();
        this.exponent = key.getPublicExponent();
        this.frame = frame((modulus.bitLength() + 7) / 8);
    }

    private static byte[] frame(int length) {
        int hashStart = length - Fingerprint.HASH_BYTES;
        int digestInfoStart = hashStart - DIGEST_INFO.length;
        byte[] frame = new byte[length];
        Arrays.fill(frame, 1, digestInfoStart - 1, (byte) 0xff);
        frame[1] = 1;
        System.arraycopy(DIGEST_INFO, 0, frame, digestInfoStart, DIGEST_INFO.length);
        return frame;
    }

    @Override
    public boolean verify(byte[] text, byte[] signature) {
        if (signature.length != frame.length) {
            return false;
        }
        BigInteger number = new BigInteger(1, signature);
        if (number.compareTo(modulus) >= 0) {
            return false;
        }
        byte[] expected = frame.clone();
        System.arraycopy(
                Fingerprint.sha256(text), 0, expected, frame.length - Fingerprint.HASH_BYTES, Fingerprint.HASH_BYTES);
        return number.modPow(exponent, modulus).equals(new BigInteger(1, expected));
    }
}
