package io.micropay.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemFilesTest {

    private static final SigningKey KEY = KeyKind.P256.generate();

    @TempDir
    Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void chooseFile() {
        file = folder.resolve("file.pem");
    }

    @Test
    void whatIsWrittenIsRead() throws Exception {
        var certificate = TestCertificates.AUTHORITY.issueAccount("Joanne", KEY.verificationKey(), Duration.ofDays(1));
        write(PemFiles.text(certificate));
        assertThat(PemFiles.readCertificate(file)).isEqualTo(certificate);

        CertificateRequest request = CertificateRequest.create("Joanne", KEY);
        write(PemFiles.text(request));
        assertThat(PemFiles.readRequest(file).encoded()).isEqualTo(request.encoded());

        writeKey(PemFiles.text(KEY), "rw-------");
        assertThat(PemFiles.readPrivateKey(file).encoded()).isEqualTo(KEY.encoded());
    }

    @Test
    void textsAreTheOnesOfOpenssl() throws Exception {
        write(PemFiles.text(TestCertificates.AUTHORITY.certificate()));

        assertThat(OpenSsl.run(folder, "x509", "-in", "file.pem").output())
                .isEqualTo(Files.readString(file))
                .doesNotContain("\r");
    }

    @Test
    void explanationsBeforeACertificateAreSkipped() throws Exception {
        write("Certificate:\n    Data:\n" + PemFiles.text(TestCertificates.AUTHORITY.certificate()));

        assertThat(PemFiles.readCertificate(file)).isEqualTo(TestCertificates.AUTHORITY.certificate());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw-r-----", "rw----r--", "rw--w----", "rwx-----x", "rw-rw-rw-"})
    void aKeyThatOthersCanReachIsRefused(String mode) throws Exception {
        writeKey(PemFiles.text(KEY), mode);

        assertRefused(
                () -> PemFiles.readPrivateKey(file), "others can read the private key " + file, "chmod 600 " + file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "r--------"})
    void aPrivateKeyIsTaken(String mode) throws Exception {
        writeKey(PemFiles.text(KEY), mode);

        assertThat(PemFiles.readPrivateKey(file).verificationKey()).isEqualTo(KEY.verificationKey());
    }

    @Test
    void aMissingFileIsNamed() {
        assertRefused(() -> PemFiles.readCertificate(file), file + " does not exist", "");
        assertRefused(() -> PemFiles.readRequest(file), file + " does not exist", "");
        assertRefused(() -> PemFiles.readPrivateKey(file), file + " does not exist", "");
    }

    @Test
    void anythingElseThanAFileIsNotRead() throws IOException {
        assertRefused(() -> PemFiles.readCertificate(folder), folder + " is not a file", "");
        assertRefused(() -> PemFiles.readCertificate(Path.of("/dev/zero")), "/dev/zero is not a file", "");
        Files.write(file, new byte[(1 << 20) + 1]);
        assertRefused(() -> PemFiles.readCertificate(file), file + " is too large for a PEM file", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "-----BEGIN", "-----END CERTIFICATE-----"})
    void aFileWithoutPemIsRefused(String text) throws IOException {
        write(text);

        assertRefused(
                () -> PemFiles.readCertificate(file),
                file + " is not a PEM file",
                "a PEM file starts with a line like -----BEGIN ...-----");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN CERTIFICATE-----\nMIIB",
                "-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n",
                "-----BEGIN CERTIFICATE-----\nMIIB\n-----END PRIVATE KEY-----\n",
                "-----BEGIN CERTIFICATE-----\nMIIBx\n-----END CERTIFICATE-----\n"
            })
    void damagedPemIsRefused(String text) throws IOException {
        write(text);

        assertRefused(
                () -> PemFiles.readCertificate(file),
                file + " is damaged: what stands after -----BEGIN is not PEM",
                "");
    }

    @Test
    void oneThingIsNotTakenForAnother() throws Exception {
        write(PemFiles.text(TestCertificates.AUTHORITY.certificate()));
        assertRefused(() -> PemFiles.readRequest(file), file + " holds no certificate request but a certificate", "");
        writeKey(Files.readString(file), "rw-------");
        assertRefused(() -> PemFiles.readPrivateKey(file), file + " holds no private key but a certificate", "");
        writeKey(PemFiles.text(KEY), "rw-------");
        assertRefused(() -> PemFiles.readCertificate(file), file + " holds no certificate but a private key", "");
        write("-----BEGIN PUBLIC KEY-----\nMAA=\n-----END PUBLIC KEY-----\n");
        assertRefused(
                () -> PemFiles.readCertificate(file),
                file + " holds neither a certificate, a request nor a private key, but a public key",
                "");
    }

    @Test
    void keysInOtherFormsAreRefusedWithTheConversion() throws Exception {
        for (String arguments : new String[] {
            "genrsa -traditional -out file.pem 2048", "ecparam -name prime256v1 -genkey -noout -out file.pem"
        }) {
            assertThat(OpenSsl.run(folder, arguments.split(" ")).succeeded()).isTrue();
            assertRefused(
                    () -> PemFiles.readPrivateKey(file),
                    file + " holds a private key, but not as PKCS#8",
                    "openssl pkcs8 -topk8 -nocrypt -in " + file + " -out <file> converts it");
        }
        assertThat(OpenSsl.run(folder, "genpkey -algorithm ED25519 -aes256 -pass pass:secret -out file.pem".split(" "))
                        .succeeded())
                .isTrue();
        assertRefused(
                () -> PemFiles.readPrivateKey(file),
                file + " is protected by a password",
                "openssl pkcs8 -topk8 -nocrypt -in " + file + " -out <file> writes it without one");
    }

    @Test
    void complaintsAboutAKeyDoNotQuoteIt() throws IOException {
        String base64 = Base64.getEncoder().encodeToString(KEY.encoded());
        writeKey("-----BEGIN PRIVATE KEY-----\n" + base64 + "!\n-----END PRIVATE KEY-----\n", "rw-------");

        assertThatThrownBy(() -> PemFiles.readPrivateKey(file))
                .isInstanceOf(CryptoException.class)
                .hasNoCause()
                .message()
                .doesNotContain(base64.substring(0, 20));
    }

    @Test
    void aWrongCertificateIsNamedByItsFile() throws IOException {
        write("-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n");

        assertRefused(() -> PemFiles.readCertificate(file), file + ": the certificate is not readable", "");
    }

    private static void assertRefused(ThrowingCallable reading, String message, String hint) {
        assertThatThrownBy(reading)
                .isInstanceOf(CryptoException.class)
                .hasMessage(message)
                .satisfies(
                        refusal -> assertThat(((CryptoException) refusal).hint().orElse(""))
                                .isEqualTo(hint));
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
    }

    private void writeKey(String text, String mode) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }
}
