package io.micropay.drills;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micropay.testing.PackagedServer;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clients that talk nonsense get one line or none, and disturb neither the server nor anybody else.
class RoughClientsIT {

    private static final int PATIENCE_MILLIS = 10_000;

    @TempDir
    static Path home;

    private static PackagedServer server;
    private static TestClient bystander;

    @BeforeAll
    static void start() {
        server = PackagedServer.in(home)
                .options("-v", "--opening-deposit-max", "100")
                .start();
        bystander = server.greeted("Joanne");
        assertThat(bystander.ask("REGISTER#Joanne#100")).isEqualTo("100 OK");
    }

    @AfterEach
    void nobodyElseIsDisturbed() {
        assertThat(bystander.ask("BALANCE")).isEqualTo("BALANCE#100");
        try (TestClient next = server.greeted("Lily")) {
            assertThat(next.ask("EXIT")).isEqualTo("Bye");
        }
        assertThat(server.errors()).doesNotContain("\tat ", "ERROR", "WARN");
    }

    @AfterAll
    static void stop() {
        bystander.close();
        assertThat(server.signal("TERM").awaitExit()).isZero();
        server.close();
    }

    @Test
    void garbledLineIsAnsweredAndTheSessionGoesOn() {
        try (TestClient client = server.greeted("Lily")) {
            for (String garbled : List.of("", "#", "###", "TRANS", "TRANS#a#b", "LOGIN#x", "\u0001", "HISTORY#-1#0")) {
                assertThat(client.ask(garbled)).as(garbled).startsWith("230 FORMAT#");
            }
            assertThat(client.ask("EXIT")).isEqualTo("Bye");
        }
    }

    @Test
    void endlessLineIsAnsweredAndTheConnectionClosed() {
        try (TestClient client = server.greeted("Lily")) {
            client.sendBytes("x".repeat(5000).getBytes(UTF_8));
            assertThat(client.read()).startsWith("230 FORMAT#");
            client.expectEnd();
        }
    }

    @Test
    void bytesThatAreNoTextAreAnsweredAndTheConnectionClosed() {
        try (TestClient client = server.greeted("Lily")) {
            client.sendBytes(new byte[] {(byte) 0xff, (byte) 0xfe, '\n'});
            assertThat(client.read()).startsWith("230 FORMAT#");
            client.expectEnd();
        }
    }

    @Test
    void plainTextIsRefused() throws IOException {
        assertRefusedInTls("HELLO#1\n".getBytes(UTF_8));
    }

    @Test
    void noiseIsRefused() throws IOException {
        byte[] noise = new byte[10_000];
        new Random(1).nextBytes(noise);
        assertRefusedInTls(noise);
    }

    @Test
    void goingAwayAtOnceIsNobodysProblem() throws IOException {
        for (int i = 0; i < 20; i++) {
            try (Socket socket = dial()) {
                socket.setSoLinger(true, 0);
            }
        }
    }

    @Test
    void olderTlsIsRefused() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, null, null);
        try (SSLSocket client =
                (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), server.port())) {
            client.setSoTimeout(PATIENCE_MILLIS);
            client.setEnabledProtocols(new String[] {"TLSv1.2"});
            assertThatThrownBy(client::startHandshake)
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("protocol_version");
        }
    }

    @Test
    void certificateOfAnotherAuthorityIsRefused() {
        try (TestClient stranger = server.connect(TestCertificates.another().account("Joanne"))) {
            stranger.expectAlert();
        }
    }

    /// The server answers with an alert at most, and closes.
    private static void assertRefusedInTls(byte[] bytes) throws IOException {
        try (Socket socket = dial()) {
            socket.getOutputStream().write(bytes);
            assertThat(socket.getInputStream().readAllBytes()).hasSizeLessThan(100);
        }
    }

    private static Socket dial() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }
}
