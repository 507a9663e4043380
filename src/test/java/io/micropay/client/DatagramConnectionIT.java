package io.micropay.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.micropay.client.ConnectionException.Trouble;
import io.micropay.testing.LossyNetwork;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestServer;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A client between datagrams that are lost.
class DatagramConnectionIT {

    private static final DatagramPatience SHORT = new DatagramPatience(
            Duration.ofSeconds(2), List.of(Duration.ofMillis(200), Duration.ofMillis(400), Duration.ofMillis(800)));

    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.with().udp().start();
    }

    @AfterEach
    void close() {
        server.close();
    }

    private DatagramConnection dial(int port) throws ConnectionException {
        return dial("127.0.0.1", port);
    }

    private DatagramConnection dial(String host, int port) throws ConnectionException {
        return DatagramConnection.dial(
                new ServerAddress(host, port), server.certificates().account("Joanne"), SHORT);
    }

    private static ConnectionException failure(ThrowingDial dial) {
        return catchThrowableOfType(ConnectionException.class, dial::run);
    }

    private interface ThrowingDial {
        void run() throws ConnectionException;
    }

    @Test
    void protocolsPatienceIsOneTwoAndFourSeconds() {
        assertThat(DatagramPatience.standard().answer())
                .extracting(Duration::toSeconds)
                .startsWith(1L, 2L, 4L);
    }

    @Test
    void questionIsRepeatedAndThenGivenUp() throws Exception {
        try (LossyNetwork network = LossyNetwork.before(server.port(), 1);
                DatagramConnection joanne = dial(network.port())) {
            assertThat(joanne.ask(new Request.Shops(1))).isInstanceOf(Response.AuthenticationFailed.class);
            int before = network.passOnly(0).fromClient();

            ConnectionException silence = failure(() -> joanne.ask(new Request.Shops(1)));

            assertThat(silence).hasMessage("the server did not answer within 1 s");
            assertThat(silence.trouble()).isEqualTo(Trouble.LOST);
            await().untilAsserted(() -> assertThat(network.fromClient() - before)
                    .as("three times, and the goodbye")
                    .isEqualTo(4));
        }
    }

    @Test
    void questionWhoseAnswerComesLateIsAnsweredOnce() throws Exception {
        try (LossyNetwork network = LossyNetwork.before(server.port(), 2).bad(0, 100, 100);
                DatagramConnection joanne = dial(network.port())) {
            for (int i = 0; i < 5; i++) {
                assertThat(joanne.ask(new Request.Shops(1))).isInstanceOf(Response.AuthenticationFailed.class);
            }
        }
    }

    @Test
    void serverWithoutUdpIsToldFromOneThatIsNotTrusted() throws Exception {
        int nobody;
        try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            nobody = free.getLocalPort();
        }
        ConnectionException unreachable = failure(() -> dial(nobody));
        assertThat(unreachable.trouble()).isEqualTo(Trouble.UNREACHABLE);
        assertThat(unreachable.hint()).contains("is the server running there, and with --udp?");

        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            assertThat(failure(() -> dial(silent.getLocalPort()))).hasMessageEndingWith("does not answer over UDP");
        }

        ConnectionException untrusted = failure(() -> DatagramConnection.dial(
                new ServerAddress("127.0.0.1", server.port()),
                TestCertificates.another().account("Joanne"),
                SHORT));
        assertThat(untrusted.trouble()).isEqualTo(Trouble.UNTRUSTED);
    }

    @Test
    void hostIsFoundByNameToo() throws Exception {
        try (DatagramConnection joanne = dial("localhost", server.port())) {
            assertThat(joanne.certificate())
                    .isEqualTo(server.certificates().server().certificate());
        }
    }
}
