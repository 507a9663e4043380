package io.micropay.crypto;

import static io.micropay.crypto.CmsSignerTest.MENU;
import static io.micropay.crypto.TestCertificates.AUTHORITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.micropay.testing.TestKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CmsEnvelopesTest {

    private static final String RSA_OPTIONS = "-keyopt rsa_padding_mode:oaep -keyopt rsa_oaep_md:sha256";
    private static final String EC_OPTIONS = "-keyopt ecdh_kdf_md:sha256";

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(names = {"RSA_2048", "P256"})
    void whatIsSealedIsOpenedByItsRecipient(KeyKind kind) throws Exception {
        assertThat(open(sealed(kind), kind)).isEqualTo(MENU);
    }

    @ParameterizedTest
    @EnumSource(names = {"RSA_2048", "P256"})
    void opensslOpensWhatIsSealed(KeyKind kind) throws Exception {
        TestIdentities.write(folder, "joanne", TestIdentities.joanne(kind));
        Files.write(folder.resolve("menu.p7m"), sealed(kind));

        OpenSsl.Result result = OpenSsl.run(
                folder,
                "cms -decrypt -binary -inform DER -in menu.p7m -recip joanne.crt -inkey joanne.key -out menu.csv"
                        .split(" "));

        assertThat(result.succeeded()).as(result.output()).isTrue();
        assertThat(folder.resolve("menu.csv")).hasBinaryContent(MENU);
    }

    @ParameterizedTest
    @CsvSource({
        "RSA_2048, " + RSA_OPTIONS,
        "RSA_2048, -stream " + RSA_OPTIONS,
        "RSA_2048, -keyid " + RSA_OPTIONS,
        "P256, " + EC_OPTIONS,
        "P256, -stream " + EC_OPTIONS,
        "P256, -keyid " + EC_OPTIONS
    })
    void whatOpensslSealsIsOpened(KeyKind kind, String options) throws Exception {
        assertThat(open(openssl(kind, "-aes-256-gcm " + options, MENU), kind)).isEqualTo(MENU);
    }

    @ParameterizedTest
    @CsvSource({"RSA_2048, " + RSA_OPTIONS, "P256, -stream " + EC_OPTIONS})
    void noByteOfWhatOpensslSealsCanBeChanged(KeyKind kind, String options) throws Exception {
        byte[] message = openssl(kind, "-aes-256-gcm " + options, MENU);

        Tampering.assertEachChangeIsRefused(message, changed -> open(changed, kind));
    }

    @ParameterizedTest
    @CsvSource({
        "RSA_2048, -aes-256-gcm",
        "RSA_2048, -aes-256-gcm -keyopt rsa_padding_mode:oaep",
        "RSA_2048, -aes-256-gcm -keyopt rsa_padding_mode:oaep -keyopt rsa_oaep_md:sha256 -keyopt rsa_mgf1_md:sha1",
        "RSA_2048, -aes-128-gcm " + RSA_OPTIONS,
        "RSA_2048, -aes-256-cbc " + RSA_OPTIONS,
        "P256, -aes-256-gcm",
        "P256, -aes-128-gcm " + EC_OPTIONS,
        "P256, -aes-256-cbc " + EC_OPTIONS,
        "P256, -aes-256-gcm -aes128-wrap " + EC_OPTIONS,
    })
    void weakerAlgorithmsAreRefusedLikeAnythingElse(KeyKind kind, String options) throws Exception {
        assertRefused(openssl(kind, options, MENU), TestIdentities.joanne(kind));
    }

    @Test
    void aLargeMessageInPiecesIsOpened() throws Exception {
        byte[] large = new byte[7 << 20];
        new Random(1).nextBytes(large);

        byte[] message = openssl(KeyKind.P256, "-aes-256-gcm -stream " + EC_OPTIONS, large);

        assertThat(open(message, KeyKind.P256)).isEqualTo(large);
    }

    private byte[] openssl(KeyKind kind, String options, byte[] content) throws Exception {
        TestIdentities.write(folder, "joanne", TestIdentities.joanne(kind));
        Files.write(folder.resolve("menu.csv"), content);
        List<String> arguments = new ArrayList<>(
                List.of("cms", "-encrypt", "-binary", "-in", "menu.csv", "-outform", "DER", "-out", "menu.p7m"));
        // The options of a key follow its certificate.
        List<String> all = List.of(options.split(" "));
        int keyOptions = all.contains("-keyopt") ? all.indexOf("-keyopt") : all.size();
        arguments.addAll(all.subList(0, keyOptions));
        arguments.addAll(List.of("-recip", "joanne.crt"));
        arguments.addAll(all.subList(keyOptions, all.size()));
        OpenSsl.Result result = OpenSsl.run(folder, arguments.toArray(String[]::new));
        assertThat(result.succeeded()).as(result.output()).isTrue();
        return Files.readAllBytes(folder.resolve("menu.p7m"));
    }

    private static byte[] sealed(KeyKind kind) throws CryptoException {
        return CmsEnvelopes.seal(MENU, recipient(TestIdentities.joanne(kind).certificate()));
    }

    private static Recipient recipient(X509Certificate certificate) throws CryptoException {
        return Recipient.of(certificate).orElseThrow();
    }

    private static byte[] open(byte[] message, KeyKind kind) throws CryptoException {
        return CmsEnvelopes.open(message, TestIdentities.joanne(kind));
    }

    @ParameterizedTest
    @EnumSource(names = {"RSA_2048", "P256"})
    void noByteCanBeMissingOrTooMuch(KeyKind kind) throws Exception {
        byte[] message = sealed(kind);

        for (int length = 0; length <= message.length + 1; length++) {
            byte[] changed = Arrays.copyOf(message, length);
            assertThat(Tampering.isRefused(changed, mutant -> open(mutant, kind)))
                    .as("%d bytes of %d", length, message.length)
                    .isEqualTo(length != message.length);
        }
    }

    @Property(tries = 300)
    void noMixtureOfChangesIsOpenedOrThrowsAnythingElse(@ForAll Random random) throws Exception {
        KeyKind kind = random.nextBoolean() ? KeyKind.RSA_2048 : KeyKind.P256;
        byte[] message = sealed(kind);
        byte[] changed = Mutations.of(message, random);

        assertThat(Tampering.isRefused(changed, mutant -> open(mutant, kind)))
                .isEqualTo(!Arrays.equals(changed, message));
    }

    /// No byte can be changed, and what is wrong does not show: neither in the words nor in the kind of the exception,
    /// nor behind it.
    @ParameterizedTest
    @EnumSource(names = {"RSA_2048", "P256"})
    void everyFailureLooksTheSame(KeyKind kind) throws Exception {
        byte[] message = sealed(kind);
        Set<String> seen = new HashSet<>();

        for (int position = 0; position < message.length; position++) {
            byte[] changed = Tampering.flipped(message, position, position % Byte.SIZE);
            CryptoException refusal = catchThrowableOfType(CryptoException.class, () -> open(changed, kind));
            seen.add(described(refusal));
        }
        seen.add(described(catchThrowableOfType(CryptoException.class, () -> open(new byte[0], kind))));
        seen.add(described(catchThrowableOfType(
                CryptoException.class, () -> open(new byte[CmsMessages.BYTES_MAX + 1], kind))));
        seen.add(described(catchThrowableOfType(
                CryptoException.class, () -> CmsEnvelopes.open(message, TestIdentities.joanne(KeyKind.ED25519)))));

        assertThat(seen).hasSize(1);
    }

    private static String described(CryptoException refusal) {
        return refusal.getClass()
                + refusal.getMessage()
                + refusal.hint()
                + refusal.getCause()
                + refusal.getSuppressed().length;
    }

    private static void assertRefused(byte[] message, Identity recipient) {
        assertThatThrownBy(() -> CmsEnvelopes.open(message, recipient))
                .isInstanceOf(CryptoException.class)
                .hasMessage("the message cannot be opened")
                .hasNoCause();
    }

    @Test
    void anothersMessageIsRefused() throws Exception {
        assertRefused(sealed(KeyKind.P256), TestIdentities.named("Joanne", KeyKind.P256.generate()));
        assertRefused(sealed(KeyKind.RSA_2048), TestIdentities.joanne(KeyKind.P256));
    }

    @Test
    void aMessageForTwoIsRefused() throws Exception {
        TestIdentities.write(folder, "joanne", TestIdentities.joanne(KeyKind.P256));
        TestIdentities.write(folder, "lily", TestIdentities.named("Lily", KeyKind.P256.generate()));
        Files.write(folder.resolve("menu.csv"), MENU);
        OpenSsl.Result result = OpenSsl.run(
                folder,
                ("cms -encrypt -binary -aes-256-gcm -in menu.csv -outform DER -out menu.p7m -recip joanne.crt "
                                + EC_OPTIONS + " -recip lily.crt " + EC_OPTIONS)
                        .split(" "));
        assertThat(result.succeeded()).as(result.output()).isTrue();

        assertRefused(Files.readAllBytes(folder.resolve("menu.p7m")), TestIdentities.joanne(KeyKind.P256));
    }

    @ParameterizedTest
    @EnumSource(names = {"RSA_2048", "P256"})
    void aRenewedCertificateStillOpensIt(KeyKind kind) throws Exception {
        Identity joanne = TestIdentities.joanne(kind);
        Identity renewed = TestIdentities.named("Joanne", joanne.signingKey());

        assertThat(CmsEnvelopes.open(sealed(kind), renewed)).isEqualTo(MENU);
    }

    /// The certificates of other tools need not name their key.
    @ParameterizedTest
    @EnumSource(names = {"RSA_2048", "P256"})
    void aCertificateWithoutAKeyIdentifierIsARecipientToo(KeyKind kind) throws Exception {
        SigningKey key = TestKeys.of(kind);
        X509Certificate certificate =
                TestCertificates.odd(AUTHORITY, "CN=Joanne", key.verificationKey(), false, KeyUsage.digitalSignature);
        Identity joanne = Identity.of(certificate, AUTHORITY.certificate(), key);

        byte[] message = CmsEnvelopes.seal(MENU, recipient(certificate));

        assertThat(CmsEnvelopes.open(message, joanne)).isEqualTo(MENU);
    }

    @Test
    void anEd25519KeyCanOnlySign() throws Exception {
        assertThat(Recipient.of(TestIdentities.joanne(KeyKind.ED25519).certificate()))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"RSA_2048", "P256"})
    void eachMessageHasAKeyAndANonceOfItsOwn(KeyKind kind) throws Exception {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 8; i++) {
            ContentCipher cipher = ContentCipher.create();
            seen.add(Arrays.toString(cipher.key()));
            seen.add(Arrays.toString(CmsMessages.der(cipher.identifier())));
            seen.add(Arrays.toString(sealed(kind)));
        }

        assertThat(seen).hasSize(24);
    }

    @Test
    void theLargestBlockIsSealedSignedAndMoreIsRefused() throws Exception {
        Identity joanne = TestIdentities.joanne(KeyKind.RSA_2048);
        byte[] block = new byte[8 << 20];

        byte[] message = CmsEnvelopes.seal(block, recipient(joanne.certificate()));

        assertThat(CmsEnvelopes.open(message, joanne)).isEqualTo(block);
        assertThatThrownBy(() -> CmsEnvelopes.seal(new byte[CmsMessages.BYTES_MAX], recipient(joanne.certificate())))
                .isInstanceOf(CryptoException.class)
                .hasMessageMatching("the message has \\d+ bytes, at most 8454144 are allowed");
    }
}
