package io.micropay.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micropay.crypto.SignatureVectors.Vector;
import io.micropay.testing.TestKeys;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SignaturesTest {

    private static final byte[] TEXT = "micropay".getBytes(StandardCharsets.UTF_8);

    /// Every implementation that works on this machine.
    static List<Signatures> implementations() {
        List<Signatures> implementations = new ArrayList<>(List.of(new PortableSignatures()));
        CorrettoSignatures.load().ifPresent(implementations::add);
        return implementations;
    }

    static Stream<Arguments> implementationsAndVectors() throws CryptoException {
        List<Vector> vectors = SignatureVectors.all();
        return implementations().stream()
                .flatMap(signatures -> vectors.stream().map(vector -> Arguments.of(signatures, vector)));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("implementationsAndVectors")
    void everyImplementationJudgesTheVectorsAlike(Signatures signatures, Vector vector) {
        boolean verified = signatures.verifier(vector.key()).verify(vector.text(), vector.signature());

        assertThat(verified).as("%s by %s", vector, signatures.description()).isEqualTo(vector.valid());
    }

    @ParameterizedTest
    @EnumSource(KeyKind.class)
    void whatOneImplementationSignsEveryOtherVerifies(KeyKind kind) {
        SigningKey key = TestKeys.of(kind);
        for (Signatures signing : implementations()) {
            byte[] signature = signing.signer(key).sign(TEXT);
            for (Signatures verifying : implementations()) {
                Verifier verifier = verifying.verifier(key.verificationKey());
                assertThat(verifier.verify(TEXT, signature)).isTrue();
                assertThat(verifier.verify(new byte[0], signature)).isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void ed25519SignsAsInTheRfc(Signatures signatures) throws CryptoException {
        // RFC 8032, section 7.1, TEST 3: PKCS#8 around the 32 secret bytes.
        SigningKey key = SigningKey.decode(HexFormat.of()
                .parseHex("302e020100300506032b657004220420"
                        + "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7"));

        byte[] signature = signatures.signer(key).sign(new byte[] {(byte) 0xaf, (byte) 0x82});

        assertThat(HexFormat.of().formatHex(signature))
                .isEqualTo("6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                        + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a");
    }

    @Test
    void portableP256SignaturesNeedNoRandomNumbers() {
        Signer signer = new PortableSignatures().signer(KeyKind.P256.generate());

        assertThat(signer.sign(TEXT)).isEqualTo(signer.sign(TEXT));
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyKind.class,
            names = {"RSA_2048", "P256", "ED25519"})
    void damagedSignaturesAreRefusedByAllAndBreakNone(KeyKind kind) {
        SigningKey key = TestKeys.of(kind);
        byte[] valid = new PortableSignatures().signer(key).sign(TEXT);
        Random random = new Random(20261);
        for (Signatures signatures : implementations()) {
            Verifier verifier = signatures.verifier(key.verificationKey());
            for (int i = 0; i < 500; i++) {
                byte[] damaged = valid.clone();
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
                assertThat(verifier.verify(TEXT, damaged)).isFalse();

                byte[] noise = new byte[random.nextInt(300)];
                random.nextBytes(noise);
                assertThat(verifier.verify(TEXT, noise)).isFalse();
            }
        }
    }

    @Test
    void theJdkIsUsedWhereItIsAskedFor() {
        assertThat(SignatureChoice.choose("jdk").description()).isEqualTo("JDK and Bouncy Castle");
    }

    @Test
    void theNativeLibraryIsUsedWhereItLoads() {
        assumeTrue(CorrettoSignatures.load().isPresent(), "SKIPPED: the native library does not load on this machine");

        assertThat(SignatureChoice.choose("").description()).isEqualTo("Amazon Corretto Crypto Provider 2.5.0");
    }

    @Test
    void noProviderIsInstalledForTheWholeProcess() {
        SignatureChoice.choose("");

        assertThat(Security.getProviders())
                .extracting(Provider::getName)
                .noneMatch(name -> name.matches("(?i).*(corretto|BC).*"));
    }

    @Test
    void aLibraryOfAnotherMachineTypeIsPassedOver() {
        String other = System.getProperty("os.arch").equals("aarch64") ? "amd64" : "aarch64";
        Optional<Signatures> corretto = CorrettoSignatures.load(new CorrettoClassLoader(other));

        assertThat(corretto).isEmpty();
        assertThat(SignatureChoice.fastest(corretto).description()).isEqualTo("JDK and Bouncy Castle");
    }

    @Test
    void firstUseMayBeByManyThreads() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process program = new ProcessBuilder(
                        java,
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FirstUseInParallel.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(program.getInputStream().readAllBytes(), UTF_8);

        assertThat(program.waitFor()).as(output).isZero();
    }
}
