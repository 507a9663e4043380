package io.micropay.crypto;

import static io.micropay.crypto.TestCertificates.AUTHORITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micropay.testing.TestKeys;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The profiles of certificates, as openssl and the JDK's TLS see them.
class CertificateAuthorityTest {

    private static final List<String> HOSTS = List.of("localhost", "127.0.0.1", "::1", "pay.example");

    @TempDir
    Path folder;

    private final SigningKey ed25519 = KeyKind.ED25519.generate();

    @Test
    void theAuthorityItselfSignsCertificatesAndNothingElse() throws Exception {
        String text = text(AUTHORITY.certificate());

        assertThat(text)
                .contains("Issuer: CN=micropay CA", "Subject: CN=micropay CA")
                .contains("Public-Key: (3072 bit)", "Exponent: 65537 (0x10001)")
                .contains("Signature Algorithm: sha256WithRSAEncryption")
                .contains("X509v3 Basic Constraints: critical\nCA:TRUE, pathlen:0")
                .contains("X509v3 Key Usage: critical\nCertificate Sign, CRL Sign")
                .contains("X509v3 Subject Key Identifier:")
                .doesNotContain("Extended Key Usage", "Alternative Name");
        assertThat(validity(AUTHORITY.certificate())).isCloseTo(Duration.ofDays(3652), Duration.ofHours(2));
    }

    @ParameterizedTest
    @EnumSource(KeyKind.class)
    void anAccountHasItsNameForSubjectAndIsAClientOnly(KeyKind kind) throws Exception {
        VerificationKey key = TestKeys.of(kind).verificationKey();
        X509Certificate certificate = AUTHORITY.issueAccount("Joanne", key, Duration.ofDays(90));

        assertThat(text(certificate))
                .contains("Issuer: CN=micropay CA", "Subject: CN=Joanne\n")
                .contains("X509v3 Basic Constraints: critical\nCA:FALSE")
                .contains("X509v3 Key Usage: critical\n" + usage(key.algorithm()) + "\n")
                .contains("X509v3 Extended Key Usage:\nTLS Web Client Authentication\n")
                .contains("X509v3 Subject Key Identifier:", "X509v3 Authority Key Identifier:")
                .doesNotContain("Alternative Name");
        assertThat(VerificationKey.of(certificate.getPublicKey())).isEqualTo(key);
        assertPurposes(certificate, true, false);
    }

    private static String usage(KeyAlgorithm algorithm) {
        return switch (algorithm) {
            case RSA -> "Digital Signature, Key Encipherment";
            case P256 -> "Digital Signature, Key Agreement";
            case ED25519 -> "Digital Signature";
        };
    }

    @Test
    void aServerHasItsHostsAndIsAServerOnly() throws Exception {
        X509Certificate certificate = AUTHORITY.issueServer(HOSTS, ed25519.verificationKey());

        assertThat(text(certificate))
                .contains("Subject: CN=localhost\n")
                .contains("X509v3 Basic Constraints: critical\nCA:FALSE")
                .contains("X509v3 Key Usage: critical\nDigital Signature\n")
                .contains("X509v3 Extended Key Usage:\nTLS Web Server Authentication\n")
                .contains("DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1, DNS:pay.example\n");
        assertPurposes(certificate, false, true);
        write("c.crt", certificate);
        for (String check : List.of("-verify_hostname pay.example", "-verify_ip 127.0.0.1", "-verify_ip ::1")) {
            assertThat(verify(("-purpose sslserver " + check).split(" ")).output())
                    .endsWith("c.crt: OK\n");
        }
        assertThat(verify("-purpose", "sslserver", "-verify_hostname", "other.example")
                        .succeeded())
                .isFalse();
    }

    @Test
    void aReceiptCertificateIsNeitherAClientNorAServer() throws Exception {
        X509Certificate certificate = AUTHORITY.issueReceipt(ed25519.verificationKey());

        assertThat(text(certificate))
                .contains("Subject: CN=@ledger\n", "Public Key Algorithm: ED25519")
                .contains("X509v3 Basic Constraints: critical\nCA:FALSE")
                .contains("X509v3 Key Usage: critical\nDigital Signature\n")
                .doesNotContain("TLS Web", "Alternative Name");
        assertPurposes(certificate, false, false);
        write("c.crt", certificate);
        assertThat(verify().output()).isEqualTo("c.crt: OK\n");
        for (String purpose : List.of("crlsign", "smimesign", "smimeencrypt", "timestampsign")) {
            assertThat(verify("-purpose", purpose).succeeded()).as(purpose).isFalse();
        }
    }

    @Test
    void receiptsAreSignedWithEd25519Only() {
        VerificationKey rsa = KeyKind.RSA_2048.generate().verificationKey();

        assertThatThrownBy(() -> AUTHORITY.issueReceipt(rsa)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"@ledger", "@treasury", ""})
    void namesOfTheServiceItselfAreNotIssued(String name) {
        assertThatThrownBy(() -> AUTHORITY.issueAccount(name, ed25519.verificationKey(), Duration.ofDays(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNameCannotAddToTheSubject() {
        X509Certificate certificate =
                AUTHORITY.issueAccount("a,CN=b+O=c", ed25519.verificationKey(), Duration.ofDays(1));

        assertThat(Certificates.name(certificate)).contains("a,CN=b+O=c");
    }

    @Test
    void validityBeginsAnHourAgoAndEndsWithTheAuthorityAtTheLatest() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        X509Certificate short90 = account(Duration.ofDays(90));
        X509Certificate tooLong = account(Duration.ofDays(100_000));

        assertThat(short90.getNotBefore().toInstant())
                .isBetween(now.minus(Duration.ofMinutes(61)), now.minus(Duration.ofMinutes(59)));
        assertThat(short90.getNotAfter().toInstant())
                .isBetween(
                        now.plus(Duration.ofDays(90)),
                        now.plus(Duration.ofDays(90)).plusSeconds(60));
        assertThat(tooLong.getNotAfter()).isEqualTo(AUTHORITY.certificate().getNotAfter());
    }

    @Test
    void serialNumbersArePositiveRandomAndOf128Bits() {
        Set<BigInteger> serials = new HashSet<>();
        int longest = 0;
        for (int i = 0; i < 50; i++) {
            BigInteger serial = account(Duration.ofDays(1)).getSerialNumber();
            assertThat(serial).isPositive();
            longest = Math.max(longest, serial.bitLength());
            serials.add(serial);
        }
        assertThat(serials).hasSize(50);
        assertThat(longest).isBetween(120, 128);
    }

    @Test
    void anExpiredCertificateIsNotTrusted() throws Exception {
        Clock past = Clock.fixed(Instant.now().minus(Duration.ofDays(400)), ZoneOffset.UTC);
        CertificateAuthority authority = CertificateAuthority.create(past);
        X509Certificate expired = authority.issueAccount("Joanne", ed25519.verificationKey(), Duration.ofDays(90));

        assertThat(Certificates.isValidAt(expired, Instant.now())).isFalse();
        assertThat(isTrusted(authority.certificate(), expired, true)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "*.example", "-a.example", "a..b", "[::1]", "a_b", "exämple.org", "a/b"})
    void whatIsNoHostIsRefused(String host) {
        assertThatThrownBy(() -> AUTHORITY.issueServer(List.of("localhost", host), ed25519.verificationKey()))
                .isInstanceOf(CryptoException.class)
                .hasMessage("not a host name or an address: " + host);
    }

    @Test
    void aServerNeedsAHost() {
        assertThatThrownBy(() -> AUTHORITY.issueServer(List.of(), ed25519.verificationKey()))
                .isInstanceOf(CryptoException.class);
    }

    @Test
    void aFirstHostThatIsTooLongForASubjectIsListedAllTheSame() throws Exception {
        String host = "a".repeat(60) + ".example";

        X509Certificate certificate = AUTHORITY.issueServer(List.of(host), ed25519.verificationKey());

        assertThat(Certificates.name(certificate)).contains("micropay server");
        assertThat(text(certificate)).contains("DNS:" + host);
    }

    private X509Certificate account(Duration validity) {
        return AUTHORITY.issueAccount("Joanne", ed25519.verificationKey(), validity);
    }

    private static Duration validity(X509Certificate certificate) {
        return Duration.between(
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant());
    }

    /// What openssl has to say about a certificate, without the margins.
    private String text(X509Certificate certificate) throws IOException {
        write("c.crt", certificate);
        OpenSsl.Result result = OpenSsl.run(folder, "x509", "-in", "c.crt", "-noout", "-text");
        assertThat(result.exitCode()).isZero();
        return result.output().replaceAll("(?m)^ +| +$", "");
    }

    private void assertPurposes(X509Certificate certificate, boolean client, boolean server) throws Exception {
        write("c.crt", certificate);
        assertThat(verify("-purpose", "sslclient").succeeded()).isEqualTo(client);
        assertThat(verify("-purpose", "sslserver").succeeded()).isEqualTo(server);
        assertThat(isTrusted(AUTHORITY.certificate(), certificate, true)).isEqualTo(client);
        assertThat(isTrusted(AUTHORITY.certificate(), certificate, false)).isEqualTo(server);
    }

    private OpenSsl.Result verify(String... options) throws IOException {
        write("ca.crt", AUTHORITY.certificate());
        List<String> arguments = new ArrayList<>(List.of("verify", "-x509_strict", "-CAfile", "ca.crt"));
        arguments.addAll(List.of(options));
        arguments.add("c.crt");
        return OpenSsl.run(folder, arguments.toArray(String[]::new));
    }

    private void write(String file, X509Certificate certificate) throws IOException {
        Files.writeString(folder.resolve(file), PemFiles.text(certificate));
    }

    /// What the trust manager of the JDK's TLS says.
    private static boolean isTrusted(X509Certificate authority, X509Certificate certificate, boolean asClient)
            throws Exception {
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        anchors.setCertificateEntry("ca", authority);
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(anchors);
        X509TrustManager trust = (X509TrustManager) Objects.requireNonNull(factory.getTrustManagers()[0]);
        X509Certificate[] chain = {certificate, authority};
        try {
            if (asClient) {
                trust.checkClientTrusted(chain, "UNKNOWN");
            } else {
                trust.checkServerTrusted(chain, "UNKNOWN");
            }
            return true;
        } catch (CertificateException refused) {
            return false;
        }
    }
}
