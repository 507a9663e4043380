package io.micropay.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTest {

    @TempDir
    Path folder;

    @Test
    void theHashOfNothingIsKnown() {
        assertThat(Fingerprint.of(new byte[0]))
                .hasToString("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void fingerprintsAreThoseOfOpenssl() throws Exception {
        X509Certificate certificate = TestCertificates.AUTHORITY.certificate();
        Files.writeString(folder.resolve("c.crt"), PemFiles.text(certificate));

        String printed = OpenSsl.run(folder, "x509", "-in", "c.crt", "-noout", "-fingerprint", "-sha256")
                .output();

        assertThat(printed.toLowerCase(Locale.ROOT)).startsWith("sha256 fingerprint=");
        assertThat(printed.strip())
                .endsWith("=" + Fingerprint.ofCertificate(certificate).colons());
    }

    @Test
    void aKeysFingerprintIsOverItsSubjectPublicKeyInfo() throws Exception {
        X509Certificate certificate = TestCertificates.AUTHORITY.certificate();
        Files.writeString(folder.resolve("c.crt"), PemFiles.text(certificate));
        Files.writeString(
                folder.resolve("k.pem"),
                OpenSsl.run(folder, "x509", "-in", "c.crt", "-noout", "-pubkey").output());
        assertThat(OpenSsl.run(folder, "pkey -pubin -in k.pem -outform DER -out k.der".split(" "))
                        .succeeded())
                .isTrue();

        String printed = OpenSsl.run(folder, "dgst", "-sha256", "-r", "k.der").output();

        assertThat(printed)
                .startsWith(Fingerprint.ofKey(certificate.getPublicKey()).hex());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85",
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b8555",
                "E3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "g3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
            })
    void otherTextsAreNoFingerprints(String text) {
        assertThatThrownBy(() -> new Fingerprint(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatPeopleHandOnIsRead() {
        Fingerprint fingerprint = Fingerprint.of(new byte[] {1});

        assertThat(Fingerprint.parse(fingerprint.text())).contains(fingerprint);
        assertThat(Fingerprint.parse(fingerprint.hex())).contains(fingerprint);
        assertThat(Fingerprint.parse(" sha256:" + fingerprint.colons() + " ")).contains(fingerprint);
        assertThat(fingerprint.text()).matches("SHA256:[0-9a-f]{64}");
        for (String wrong : new String[] {
            "", "SHA256:", "SHA1:" + fingerprint.hex(), fingerprint.hex().substring(1)
        }) {
            assertThat(Fingerprint.parse(wrong)).isEmpty();
        }
    }
}
