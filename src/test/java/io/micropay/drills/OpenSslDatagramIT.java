package io.micropay.drills;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micropay.testing.Drill;
import io.micropay.testing.PackagedServer;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestMenus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packed server and the `openssl` of this machine, over UDP.
///
/// Where `openssl` is missing these tests are skipped, or fail when the environment says `CI`.
@Drill
class OpenSslDatagramIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path home;

    /// `openssl s_client`, as a person uses it.
    private final class Client implements AutoCloseable {
        private final Process process;
        private final Path output;

        Client(int port, String... more) throws IOException {
            output = Files.createTempFile(home, "client", ".out");
            List<String> command = new ArrayList<>(List.of(
                    "openssl", "s_client", "-dtls1_2", "-connect", "127.0.0.1:" + port, "-CAfile", "certs/ca.crt"));
            command.addAll(List.of(more));
            try {
                process = new ProcessBuilder(command)
                        .directory(home.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
            } catch (IOException missing) {
                assumeTrue(System.getenv("CI") != null, "SKIPPED: openssl is not installed, and this test needs it");
                throw missing;
            }
        }

        void type(String line) throws IOException {
            process.getOutputStream().write((line + "\n").getBytes(UTF_8));
            process.getOutputStream().flush();
        }

        String shown() {
            try {
                return Files.readString(output);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void awaitShown(String text) {
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(shown()).contains(text));
        }

        boolean hasEnded() throws InterruptedException {
            return process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    private Client client(PackagedServer server, String person, String... more) throws IOException {
        TestCertificates.write(home, person, TestCertificates.shared().account(person));
        List<String> options = new ArrayList<>(List.of("-cert", person + ".crt", "-key", person + ".key"));
        options.addAll(List.of(more));
        return new Client(server.port(), options.toArray(new String[0]));
    }

    private PackagedServer server(String... jvm) {
        return PackagedServer.in(home)
                .jvm(jvm)
                .options("--udp", "--opening-deposit-max", "100")
                .start();
    }

    private static void openShop(PackagedServer server) {
        try (TestClient mel = server.greeted("Mel")) {
            assertThat(mel.ask("REGISTER#Mel#0")).isEqualTo("100 OK");
            mel.askForStatus("LOGIN#Mel#0");
            assertThat(new TestMenus(TestCertificates.shared())
                            .publish(mel, "Mel", TestMenus.HEADER + "tea,,Tea,1.25,40\n"))
                    .startsWith("100 OK#");
        }
    }

    @Test
    void somebodyBrowsesWithOpenssl() throws Exception {
        try (PackagedServer server = server()) {
            openShop(server);
            try (TestClient joanne = server.greeted("Joanne")) {
                assertThat(joanne.ask("REGISTER#Joanne#10")).isEqualTo("100 OK");
            }
            try (Client joanne = client(server, "Joanne", "-quiet", "-verify_return_error")) {
                joanne.type("1#SHOPS#1");
                joanne.awaitShown("1#SHOPS#1#1#1\nMel#");
                joanne.type("2#BROWSE#Mel#1");
                joanne.awaitShown("2#MENU#1#1#");
                joanne.type("3#BUY#Mel#tea:2");
                joanne.awaitShown("3#QUOTE#");
            }
            assertThat(server.signal("TERM").awaitExit()).isZero();
        }
    }

    @Test
    void withoutACertificateOrWithOtherCiphersThereIsNoHandshake() throws Exception {
        try (PackagedServer server = server()) {
            try (Client nobody = new Client(server.port())) {
                assertThat(nobody.hasEnded()).isTrue();
                assertThat(nobody.shown()).contains("alert handshake failure");
            }
            for (String cipher : List.of("ECDHE-ECDSA-AES128-SHA256", "ECDHE-ECDSA-CHACHA20-POLY1305")) {
                try (Client old = client(server, "Joanne", "-cipher", cipher)) {
                    assertThat(old.hasEnded()).isTrue();
                    assertThat(old.shown()).as(cipher).contains("alert handshake failure");
                }
            }
            try (Client curve = client(server, "Joanne", "-groups", "P-521")) {
                assertThat(curve.hasEnded()).isTrue();
                assertThat(curve.shown()).contains("alert handshake failure");
            }
        }
    }

    /// A second handshake on an association could change whose it is.
    @Test
    void renegotiationIsRefused() throws Exception {
        try (PackagedServer server = server();
                Client joanne = client(server, "Joanne")) {
            joanne.type("1#SHOPS#1");
            joanne.awaitShown("1#220 AUTH_FAIL#this key has no account");
            joanne.type("R");
            assertThat(joanne.hasEnded()).isTrue();
            assertThat(joanne.shown()).contains("no renegotiation");
            try (Client again = client(server, "Joanne")) {
                again.type("1#SHOPS#1");
                again.awaitShown("1#220 AUTH_FAIL#");
            }
        }
    }

    @Test
    void serverWithoutUdpLoadsNothingForIt() throws Exception {
        Path loaded = home.resolve("classes.log");
        String logging = "-Xlog:class+load:file=" + loaded;
        try (PackagedServer plain = PackagedServer.in(home).jvm(logging).start()) {
            plain.greeted("Joanne").close();
            assertThat(plain.signal("TERM").awaitExit()).isZero();
        }
        assertThat(Files.readString(loaded))
                .contains("io.micropay.net.TlsListener")
                .doesNotContain("org.bouncycastle.tls")
                .doesNotContain("io.micropay.net.dtls.DtlsListener");
    }
}
