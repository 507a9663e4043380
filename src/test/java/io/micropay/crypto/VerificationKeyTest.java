package io.micropay.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micropay.testing.TestKeys;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationKeyTest {

    private static final BigInteger F4 = BigInteger.valueOf(65537);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(KeyKind.class)
    void everyKindThatIsMadeIsTakenAndKeepsItsBytes(KeyKind kind) throws CryptoException {
        byte[] encoded = TestKeys.of(kind).verificationKey().publicKey().getEncoded();

        VerificationKey key = VerificationKey.decode(encoded);

        assertThat(key.encoded()).isEqualTo(encoded);
        assertThat(key)
                .isEqualTo(VerificationKey.of(key.publicKey()))
                .hasSameHashCodeAs(VerificationKey.of(key.publicKey()));
        assertThat(key.fingerprint()).isEqualTo(Fingerprint.of(encoded)).isEqualTo(Fingerprint.ofKey(key.publicKey()));
    }

    @ParameterizedTest
    @CsvSource({"RSA_2048,RSA 2048 bits", "RSA_4096,RSA 4096 bits", "P256,P-256", "ED25519,Ed25519"})
    void aKeySaysWhatItIs(KeyKind kind, String description) {
        VerificationKey key = TestKeys.of(kind).verificationKey();

        assertThat(key.description()).isEqualTo(description);
        assertThat(key).hasToString(description + " " + key.fingerprint());
    }

    @ParameterizedTest
    @CsvSource({"RSA,1024", "EC,384", "EC,521", "DSA,2048", "Ed448,448", "X25519,255", "RSASSA-PSS,2048"})
    void keysOfOtherKindsAreRefused(String algorithm, int size) throws Exception {
        KeyPairGenerator pairs = KeyPairGenerator.getInstance(algorithm);
        pairs.initialize(size);
        var key = pairs.generateKeyPair().getPublic();

        assertThatThrownBy(() -> VerificationKey.of(key))
                .isInstanceOf(UnsupportedKeyException.class)
                .hasMessageStartingWith("the ");
    }

    @ParameterizedTest
    @CsvSource({"2047,false", "2048,true", "2050,true", "4096,true", "4097,false", "8192,false"})
    void rsaKeysHaveFrom2048To4096Bits(int bits, boolean allowed) throws IOException {
        assertTaken(rsa(modulus(bits), F4), allowed);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 3, 17, 65535, 65536, 65539, 4294967297L})
    void rsaKeysHaveTheExponent65537(long exponent) throws IOException {
        byte[] encoded = rsa(modulus(2048), BigInteger.valueOf(exponent));

        assertThatThrownBy(() -> VerificationKey.decode(encoded))
                .isInstanceOf(UnsupportedKeyException.class)
                .hasMessage("the RSA key has another public exponent than 65537");
    }

    @Test
    void rsaModuliAreOddAndPositive() throws IOException {
        assertTaken(rsa(modulus(2048).subtract(BigInteger.ONE), F4), false);
        assertTaken(rsa(modulus(2048).negate(), F4), false);
    }

    @Test
    void rsaKeysCarryTheNullParameter() throws IOException {
        RSAPublicKey key = new RSAPublicKey(modulus(2048), F4);
        var rsa = PKCSObjectIdentifiers.rsaEncryption;

        assertTaken(spki(new AlgorithmIdentifier(rsa, DERNull.INSTANCE), key.getEncoded()), true);
        assertTaken(spki(new AlgorithmIdentifier(rsa), key.getEncoded()), false);
        assertTaken(spki(new AlgorithmIdentifier(rsa, rsa), key.getEncoded()), false);
        assertTaken(spki(new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSASSA_PSS), key.getEncoded()), false);
    }

    @Test
    void p256KeysAreUncompressedPointsOfTheNamedCurve() throws IOException {
        var generator = ECNamedCurveTable.getByName("secp256r1").getG();
        byte[] point = generator.getEncoded(false);
        byte[] offCurve = point.clone();
        offCurve[64] ^= 1;
        byte[] hybrid = point.clone();
        hybrid[0] = 7;

        assertTaken(p256(SECObjectIdentifiers.secp256r1, point), true);
        assertTaken(p256(SECObjectIdentifiers.secp256r1, generator.getEncoded(true)), false);
        assertTaken(p256(SECObjectIdentifiers.secp256r1, hybrid), false);
        assertTaken(p256(SECObjectIdentifiers.secp256r1, offCurve), false);
        assertThatThrownBy(() -> VerificationKey.decode(p256(SECObjectIdentifiers.secp256r1, new byte[] {0})))
                .isInstanceOf(UnsupportedKeyException.class)
                .hasMessage("the public key is not a point of P-256");
        assertTaken(p256(SECObjectIdentifiers.secp256r1, Arrays.copyOf(point, 66)), false);
        assertTaken(p256(SECObjectIdentifiers.secp256k1, point), false);
        assertTaken(p256(ECNamedCurveTable.getByName("secp256r1"), point), false);
    }

    @ParameterizedTest
    @CsvSource({
        "a public key of RFC 8032,d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,true",
        "31 bytes,d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f70751,false",
        "33 bytes,d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a00,false",
        "not on the curve,0200000000000000000000000000000000000000000000000000000000000000,false",
        "the neutral element,0100000000000000000000000000000000000000000000000000000000000000,false",
        "order 2,ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f,false",
        "order 4,0000000000000000000000000000000000000000000000000000000000000000,false",
        "order 8,26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05,false",
        "the first one plus a point of order 8,3b5b475c4b82dd1572799fc546f4c6c03e478c6654aa4c7f945b347ea32af60d,false",
        "zero in another spelling,edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f,false",
        "negative zero,0100000000000000000000000000000000000000000000000000000000000080,false",
    })
    void ed25519KeysArePointsOfPrimeOrder(String what, String point, boolean allowed) throws IOException {
        byte[] encoded = spki(
                new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519),
                HexFormat.of().parseHex(point));

        assertTaken(encoded, allowed);
    }

    @Test
    void ed25519KeysHaveNoParameters() throws IOException {
        byte[] point = HexFormat.of().parseHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");

        assertTaken(spki(new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519, DERNull.INSTANCE), point), false);
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyKind.class,
            names = {"RSA_2048", "P256", "ED25519"})
    void aKeyHasOneSpelling(KeyKind kind) throws IOException {
        byte[] encoded = TestKeys.of(kind).verificationKey().encoded();
        SubjectPublicKeyInfo key = SubjectPublicKeyInfo.getInstance(encoded);
        byte[] bits = key.getPublicKeyData().getOctets();

        assertTaken(Arrays.copyOf(encoded, encoded.length + 1), false);
        assertTaken(Arrays.copyOf(encoded, encoded.length - 1), false);
        assertTaken(new byte[0], false);
        assertTaken(indefinite(encoded), false);
        assertTaken(new DERSequence(key.getAlgorithm()).getEncoded(), false);
        assertTaken(
                new DERSequence(new ASN1Encodable[] {key.getAlgorithm(), new DERBitString(bits), DERNull.INSTANCE})
                        .getEncoded(),
                false);
        byte[] even = bits.clone();
        even[even.length - 1] &= (byte) 0xfe;
        assertTaken(
                new DERSequence(new ASN1Encodable[] {key.getAlgorithm(), new DERBitString(even, 1)}).getEncoded(),
                false);
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyKind.class,
            names = {"RSA_2048", "P256", "ED25519"})
    void damagedKeysAreRefusedOrAreOtherKeysInTheirOneSpelling(KeyKind kind) throws CryptoException {
        byte[] encoded = TestKeys.of(kind).verificationKey().encoded();
        for (int bit = 0; bit < encoded.length * 8; bit++) {
            byte[] damaged = encoded.clone();
            damaged[bit / 8] ^= (byte) (1 << (bit % 8));
            assertRefusedOrKept(damaged);
        }
        Random random = new Random(20261);
        for (int i = 0; i < 2000; i++) {
            byte[] noise = new byte[random.nextInt(100)];
            random.nextBytes(noise);
            assertRefusedOrKept(noise);
        }
    }

    @Test
    void aKeyCannotBeChangedThroughItsBytes() throws CryptoException {
        byte[] given = KeyKind.ED25519.generate().verificationKey().encoded();
        VerificationKey key = VerificationKey.decode(given);
        byte[] before = given.clone();

        given[20] ^= 1;
        key.encoded()[20] ^= 1;

        assertThat(key.encoded()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "RSA -pkeyopt rsa_keygen_bits:3072,-sha256",
        "EC -pkeyopt ec_paramgen_curve:P-256,-sha256",
        "ED25519,-rawin"
    })
    void signaturesOfOpensslVerify(String kind, String scheme) throws Exception {
        openssl("genpkey -algorithm " + kind + " -out k.pem");
        openssl("pkey -in k.pem -pubout -outform DER -out k.der");
        Files.writeString(folder.resolve("text"), "micropay order 1");
        openssl(
                scheme.equals("-rawin")
                        ? "pkeyutl -sign -rawin -inkey k.pem -in text -out signature"
                        : "dgst " + scheme + " -sign k.pem -out signature text");

        VerificationKey key = VerificationKey.decode(Files.readAllBytes(folder.resolve("k.der")));

        byte[] signature = Files.readAllBytes(folder.resolve("signature"));
        assertThat(key.verify("micropay order 1".getBytes(StandardCharsets.UTF_8), signature))
                .isTrue();
        assertThat(key.verify("micropay order 2".getBytes(StandardCharsets.UTF_8), signature))
                .isFalse();
    }

    private void openssl(String arguments) {
        OpenSsl.Result result = OpenSsl.run(folder, arguments.split(" "));
        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    private static void assertTaken(byte[] spki, boolean allowed) {
        if (allowed) {
            assertThat(HexFormat.of().formatHex(spki)).satisfies(hex -> VerificationKey.decode(spki));
        } else {
            assertThatThrownBy(() -> VerificationKey.decode(spki))
                    .isInstanceOf(UnsupportedKeyException.class)
                    .hasMessageMatching("the .*[^.]");
        }
    }

    private static void assertRefusedOrKept(byte[] spki) {
        VerificationKey key;
        try {
            key = VerificationKey.decode(spki);
        } catch (UnsupportedKeyException expected) {
            return;
        }
        assertThat(key.encoded()).isEqualTo(spki);
    }

    /// An odd number of so many bits: the size of a key is judged, not its primes.
    private static BigInteger modulus(int bits) {
        return new BigInteger(bits, new Random(bits)).setBit(bits - 1).setBit(0);
    }

    private static byte[] rsa(BigInteger modulus, BigInteger exponent) throws IOException {
        return spki(
                new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                new RSAPublicKey(modulus, exponent).getEncoded());
    }

    private static byte[] p256(ASN1Encodable curve, byte[] point) throws IOException {
        ASN1ObjectIdentifier ec = X9ObjectIdentifiers.id_ecPublicKey;
        return spki(new AlgorithmIdentifier(ec, curve), point);
    }

    private static byte[] spki(AlgorithmIdentifier algorithm, byte[] key) throws IOException {
        return new SubjectPublicKeyInfo(algorithm, key).getEncoded("DER");
    }

    /// The same structure with an outer BER length that is not definite.
    private static byte[] indefinite(byte[] der) {
        int header = (der[1] & 0x80) == 0 ? 2 : 2 + (der[1] & 0x7f);
        byte[] ber = new byte[2 + der.length - header + 2];
        ber[0] = der[0];
        ber[1] = (byte) 0x80;
        System.arraycopy(der, header, ber, 2, der.length - header);
        return ber;
    }
}
