package io.micropay.crypto;

import static io.micropay.crypto.TestCertificates.AUTHORITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityTest {

    @TempDir
    Path folder;

    private final SigningKey key = KeyKind.ED25519.generate();
    private final X509Certificate certificate =
            AUTHORITY.issueAccount("Joanne", key.verificationKey(), Duration.ofDays(90));

    @Test
    void anIdentityKnowsItsNameItsChainAndItsKey() throws CryptoException {
        Identity identity = Identity.of(certificate, AUTHORITY.certificate(), key);

        assertThat(identity.name()).isEqualTo("Joanne");
        assertThat(identity.chain()).containsExactly(certificate, AUTHORITY.certificate());
        assertThat(identity.authority()).isEqualTo(AUTHORITY.certificate());
        assertThat(identity.verificationKey()).isEqualTo(key.verificationKey());
        assertThat(identity.privateKey()).isEqualTo(key.privateKey());
    }

    @Test
    void aTextAboutAnIdentityHoldsNoSecret() throws CryptoException {
        String secret = HexFormat.of().formatHex(key.encoded()).substring(32);

        assertThat(Identity.of(certificate, AUTHORITY.certificate(), key).toString())
                .isEqualTo("identity of Joanne, " + key.verificationKey())
                .doesNotContain(secret);
    }

    @Test
    void anothersKeyIsRefused() throws Exception {
        SigningKey other = KeyKind.ED25519.generate();
        assertThatThrownBy(() -> Identity.of(certificate, AUTHORITY.certificate(), other))
                .hasMessage("the private key is not the certificate's");

        Path certificateFile = write("j.crt", PemFiles.text(certificate));
        Path authorityFile = write("ca.crt", PemFiles.text(AUTHORITY.certificate()));
        new NewFiles(folder).secret("j.key", other).publish();
        assertThatThrownBy(() -> Identity.load(certificateFile, folder.resolve("j.key"), authorityFile))
                .isInstanceOf(CryptoException.class)
                .hasMessage(folder.resolve("j.key") + " is not the key of " + certificateFile);
    }

    @Test
    void anotherCaIsRefusedEvenUnderTheSameName() throws Exception {
        CertificateAuthority other = CertificateAuthority.create(Clock.systemUTC());
        assertThatThrownBy(() -> Identity.of(certificate, other.certificate(), key))
                .hasMessage("the certificate was not issued by this CA");

        Path certificateFile = write("j.crt", PemFiles.text(certificate));
        Path authorityFile = write("ca.crt", PemFiles.text(other.certificate()));
        new NewFiles(folder).secret("j.key", key).publish();
        assertThatThrownBy(() -> Identity.load(certificateFile, folder.resolve("j.key"), authorityFile))
                .hasMessage(certificateFile + " was not issued by the CA of " + authorityFile);
    }

    @Test
    void anAccountIssuesNoCertificates() {
        SigningKey issuerKey = KeyKind.RSA_2048.generate();
        X509Certificate issuer = AUTHORITY.issueAccount("Mallory", issuerKey.verificationKey(), Duration.ofDays(1));
        X509Certificate forged = new UnsignedCertificate(
                        CertificateProfile.ACCOUNT,
                        "Joanne",
                        key.verificationKey(),
                        Instant.now(),
                        Instant.now().plusSeconds(3600),
                        List.of())
                .sign(UnsignedCertificate.subject("Mallory"), issuerKey);

        assertThatThrownBy(() -> Identity.of(forged, issuer, key))
                .hasMessage("the certificate was not issued by this CA");
    }

    @Test
    void anIdentityIsUsedWhileItsCertificatesAreValid() throws CryptoException {
        Identity identity = Identity.of(certificate, AUTHORITY.certificate(), key);

        identity.requireValidAt(Instant.now());
        for (Duration off : List.of(Duration.ofDays(91), Duration.ofDays(4000), Duration.ofHours(-2))) {
            assertThatThrownBy(() -> identity.requireValidAt(Instant.now().plus(off)))
                    .isInstanceOf(CryptoException.class)
                    .hasMessageStartingWith("the certificate CN=")
                    .hasMessageContaining(" is valid from ");
        }
    }

    @Test
    void aChainStartsWithTheCertificate() {
        assertThatThrownBy(() -> new Identity(certificate, List.of(AUTHORITY.certificate()), key))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Path write(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text);
    }
}
