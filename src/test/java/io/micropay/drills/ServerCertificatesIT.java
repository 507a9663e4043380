package io.micropay.drills;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.crypto.CertificateFolder;
import io.micropay.testing.Drill;
import io.micropay.testing.PackagedServer;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Certificates and keys that do not serve are told in one line, and leave the ledger alone.
@Drill
class ServerCertificatesIT {

    private static final int CONFIGURATION = 78;
    private static final TestCertificates CERTIFICATES = TestCertificates.shared();

    @TempDir
    Path home;

    private Path certs;

    @BeforeEach
    void writeCertificates() {
        certs = home.resolve("certs");
        CERTIFICATES.writeTo(certs);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ca.crt", "server.crt", "server.key", "ledger.crt", "ledger.key"})
    void missingFileIsNamed(String name) throws IOException {
        Files.delete(certs.resolve(name));
        assertThat(refusal().error()).isEqualTo("certs/" + name + " does not exist");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ca.crt", "server.key", "ledger.crt"})
    void damagedFileIsNamed(String name) throws IOException {
        Path file = certs.resolve(name);
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() / 2));
        assertThat(refusal().error()).startsWith("certs/" + name + " is damaged");
    }

    @ParameterizedTest
    @CsvSource({"server.crt, 'hello'", "ledger.key, ''"})
    void fileThatIsNoPemFileIsNamed(String name, String content) throws IOException {
        Files.writeString(certs.resolve(name), content);
        assertThat(refusal())
                .isEqualTo(new Refusal(
                        CONFIGURATION,
                        "certs/" + name + " is not a PEM file",
                        "a PEM file starts with a line like -----BEGIN ...-----"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"server.key", "ledger.key"})
    void keyThatOthersCanReadIsRefused(String name) throws IOException {
        Files.setPosixFilePermissions(certs.resolve(name), PosixFilePermissions.fromString("rw-r-----"));
        assertThat(refusal())
                .isEqualTo(new Refusal(
                        CONFIGURATION, "others can read the private key certs/" + name, "chmod 600 certs/" + name));
    }

    @Test
    void keyOfAnotherCertificateIsRefused() throws IOException {
        replace("server.key", "ledger.key");
        assertThat(refusal().error()).isEqualTo("certs/server.key is not the key of certs/server.crt");
    }

    @Test
    void certificateInPlaceOfAKeyIsRefused() throws IOException {
        Files.writeString(certs.resolve("server.key"), Files.readString(certs.resolve("server.crt")));
        assertThat(refusal().error()).isEqualTo("certs/server.key holds no private key but a certificate");
    }

    @Test
    void accountCertificateIsNoServerCertificate() throws IOException {
        TestCertificates.write(certs, "server", CERTIFICATES.account("Joanne"));
        assertThat(refusal().error()).isEqualTo("certs/server.crt is not a server's certificate");
    }

    @Test
    void serverCertificateIsNoReceiptCertificate() throws IOException {
        TestCertificates.write(certs, "ledger", CERTIFICATES.server());
        assertThat(refusal().error()).isEqualTo("the receipt certificate does not name @ledger alone");
    }

    @Test
    void certificateOfAnotherAuthorityIsRefused() throws IOException {
        TestCertificates.write(certs, "server", TestCertificates.another().server());
        assertThat(refusal())
                .isEqualTo(new Refusal(
                        CONFIGURATION,
                        "certs/server.crt was not issued by the CA of certs/ca.crt",
                        "each ledger has a CA of its own: take both files from the same operator"));
    }

    @Test
    void expiredServerCertificateIsRefused() throws Exception {
        Clock past = Clock.offset(Clock.systemUTC(), Duration.ofDays(-11 * 365));
        Path expired = home.resolve("expired");
        new CertificateFolder(expired, past).init(List.of("localhost"));
        assertThat(Refusal.of(PackagedServer.in(home).options("--certs", "expired"))
                        .error())
                .matches("the certificate CN=\\S+ is valid from \\S+ to \\S+ only");
        assertThat(home.resolve("data")).doesNotExist();
    }

    @Test
    void damagedListOfRevokedKeysIsRefused() throws IOException {
        Files.writeString(certs.resolve("revoked"), "# all is well\nJoanne\n");
        assertThat(refusal())
                .isEqualTo(new Refusal(
                        CONFIGURATION,
                        "line 2 of certs/revoked is not a key fingerprint",
                        "a line holds 64 lower-case hex digits, or a comment after #"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "invite"})
    void enrolmentNeedsTheKeyOfTheAuthority(String mode) {
        assertThat(Refusal.of(PackagedServer.in(home).options("--enrol", mode)))
                .isEqualTo(new Refusal(
                        CONFIGURATION,
                        "--enrol " + mode + " needs the CA's key, and certs/ca.key is not here",
                        "bring it here, or leave certificates to micropay certs sign with --enrol closed"));
        assertThat(home.resolve("data")).doesNotExist();
    }

    @Test
    void enrolmentWithAnotherAuthoritysKeyIsRefused() throws IOException {
        replace("ca.key", "ledger.key");
        assertThat(Refusal.of(PackagedServer.in(home).options("--enrol", "open"))
                        .error())
                .isEqualTo("certs/ca.key is not the key of certs/ca.crt");
    }

    /// It only could not renew certificates.
    @Test
    void closedServerDoesWithoutTheKeyOfTheAuthority() throws IOException {
        replace("ca.key", "ledger.key");
        try (PackagedServer server = PackagedServer.in(home).start();
                TestClient joanne = server.greeted("Joanne")) {
            assertThat(joanne.ask("HELLO#1")).contains("Z#events,relay,shop#");
            assertThat(server.errors()).contains("Certificates are not renewed here: certs/ca.key is not the key of");
        }
    }

    /// Else strangers would make money of nothing.
    @Test
    void newcomersBringNoMoneyToAServerThatEnrolsThem() {
        CERTIFICATES.writeAuthorityKeyTo(certs);
        try (PackagedServer server =
                        PackagedServer.in(home).options("--enrol", "open").start();
                TestClient joanne = server.greeted("Joanne")) {
            assertThat(joanne.ask("REGISTER#Joanne#0.000001")).startsWith("210 FAIL#the deposit is above");
        }
    }

    private void replace(String name, String other) throws IOException {
        Files.copy(
                certs.resolve(other),
                certs.resolve(name),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES);
    }

    private Refusal refusal() {
        Refusal refusal = Refusal.of(PackagedServer.in(home));
        assertThat(refusal.exitCode()).isEqualTo(CONFIGURATION);
        assertThat(home.resolve("data")).doesNotExist();
        return refusal;
    }
}
