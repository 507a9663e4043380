package io.micropay.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micropay.testing.TestKeys;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeyTest {

    private static final byte[] TEXT = "micropay".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(KeyKind.class)
    void opensslReadsAndChecksEveryKeyThatIsMade(KeyKind kind) throws Exception {
        SigningKey key = kind.generate();
        Files.writeString(folder.resolve("k.key"), PemFiles.text(key));

        assertSucceeds("pkey", "-in", "k.key", "-check", "-noout");
        assertSucceeds("pkey", "-in", "k.key", "-pubout", "-outform", "DER", "-out", "k.der");
        assertThat(Files.readAllBytes(folder.resolve("k.der")))
                .isEqualTo(key.verificationKey().encoded());
        if (key.verificationKey().algorithm() == KeyAlgorithm.RSA) {
            assertSucceeds("rsa", "-in", "k.key", "-check", "-noout");
        }
    }

    @Test
    void p256KeysCarryTheirPublicPart() {
        SigningKey key = KeyKind.P256.generate();
        String point = HexFormat.of().formatHex(key.verificationKey().encoded()).substring(2 * (91 - 64));

        assertThat(HexFormat.of().formatHex(key.encoded())).contains(point);
    }

    @ParameterizedTest
    @CsvSource({
        "RSA -pkeyopt rsa_keygen_bits:2048",
        "EC -pkeyopt ec_paramgen_curve:P-256",
        "EC -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:explicit",
        "ED25519"
    })
    void keysMadeByOpensslAreRead(String kind) throws Exception {
        assertSucceeds(("genpkey -out k.pem -algorithm " + kind).split(" "));

        SigningKey key = PemFiles.readPrivateKey(folder.resolve("k.pem"));

        assertThat(key.verificationKey().verify(TEXT, key.sign(TEXT))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RSA -pkeyopt rsa_keygen_bits:1024",
                "RSA -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_keygen_pubexp:3",
                "EC -pkeyopt ec_paramgen_curve:P-384",
                "EC -pkeyopt ec_paramgen_curve:secp256k1",
                "ED448",
                "X25519"
            })
    void keysOfOtherKindsAreRefused(String kind) throws Exception {
        assertSucceeds(("genpkey -out k.pem -algorithm " + kind).split(" "));

        assertThatThrownBy(() -> PemFiles.readPrivateKey(folder.resolve("k.pem")))
                .isInstanceOf(CryptoException.class);
    }

    @Test
    void halvesOfTwoKeysAreRefused() throws Exception {
        KeyPairGenerator pairs = KeyPairGenerator.getInstance("EC");
        pairs.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair one = pairs.generateKeyPair();
        KeyPair other = pairs.generateKeyPair();

        assertThatThrownBy(() -> SigningKey.of(one.getPrivate(), other.getPublic()))
                .isInstanceOf(CryptoException.class)
                .hasMessage("the private key and the public key do not belong together");
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyKind.class,
            names = {"RSA_2048", "P256", "ED25519"})
    void damagedKeysAreRefusedOrWork(KeyKind kind) {
        byte[] encoded = TestKeys.of(kind).encoded();
        for (int at = 0; at < encoded.length; at += kind == KeyKind.RSA_2048 ? 5 : 1) {
            byte[] damaged = encoded.clone();
            damaged[at] ^= 0x10;
            worksIfItIsTaken(damaged);
        }
    }

    private static void worksIfItIsTaken(byte[] pkcs8) {
        SigningKey key;
        try {
            key = SigningKey.decode(pkcs8);
        } catch (CryptoException refused) {
            return;
        }
        assertThat(key.verificationKey().verify(TEXT, key.sign(TEXT))).isTrue();
    }

    @ParameterizedTest
    @EnumSource(KeyKind.class)
    void noTextAboutAKeyShowsItsSecret(KeyKind kind) throws Exception {
        SigningKey key = TestKeys.of(kind);
        byte[] damaged = key.encoded();
        damaged[8] ^= 0x10;
        String secret = HexFormat.of().formatHex(key.encoded());
        String base64 = Base64.getEncoder().encodeToString(key.encoded());

        assertThat(key.toString()).isEqualTo("private key of " + key.verificationKey());
        assertThat(PrivateKeyEncoding.read(key.encoded())).hasToString("a private key");
        assertThatThrownBy(() -> SigningKey.decode(damaged)).satisfies(refusal -> {
            assertThat(refusal.getCause()).isNull();
            assertThat(refusal.getMessage()).doesNotContain(secret.substring(60, 90), base64.substring(40, 60));
        });
    }

    @ParameterizedTest
    @EnumSource(KeyKind.class)
    void kindsAreFoundByTheirCommandNames(KeyKind kind) {
        assertThat(KeyKind.parse(kind.commandName())).contains(kind);
        assertThat(KeyKind.parse(kind.commandName().toUpperCase(Locale.ROOT))).isEqualTo(Optional.empty());
    }

    private void assertSucceeds(String... arguments) {
        OpenSsl.Result result = OpenSsl.run(folder, arguments);
        assertThat(result.exitCode()).as(result.output()).isZero();
    }
}
