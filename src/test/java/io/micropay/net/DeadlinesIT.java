package io.micropay.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Peers that take their time: each meets its deadline, and nobody else is disturbed.
@Timeout(60)
class DeadlinesIT {

    private static final TestAuthority CA = new TestAuthority("micropay CA");
    private static final TlsContext SERVER = TlsContext.server(CA.localServer(), CA.certificate());
    private static final TlsContext CLIENT = TlsContext.client(null, CA.certificate());

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(600);

    /// How late the watchdog and a busy machine may be.
    private static final Duration GRACE = Duration.ofMillis(1500);

    private static final Deadlines LATE_HANDSHAKE = new Deadlines(SHORT, LONG, LONG, LONG, SHORT, LONG, LONG);
    private static final Deadlines LATE_LINE = new Deadlines(LONG, SHORT, LONG, LONG, SHORT, LONG, LONG);
    private static final Deadlines LATE_WRITE = new Deadlines(LONG, LONG, SHORT, LONG, SHORT, LONG, LONG);
    private static final Deadlines LATE_REQUEST = new Deadlines(LONG, LONG, LONG, SHORT, SHORT, LONG, LONG);
    private static final Deadlines LATE_END = new Deadlines(LONG, LONG, LONG, LONG, SHORT, SHORT, LONG);

    /// A TLS record header that announces more than ever comes.
    private static final byte[] RECORD_START = {22, 3, 1, 2, 0};

    @Test
    void silentClientIsClosedAtTheHandshakeDeadline() throws Exception {
        try (TestServer server = TestServer.start(SERVER, LATE_HANDSHAKE, TestServer::echo);
                Socket silent = dial(server.address())) {
            long start = System.nanoTime();
            assertThat(silent.getInputStream().read()).isNegative();
            assertThat(since(start)).isBetween(SHORT, SHORT.plus(GRACE));
        }
    }

    @Test
    void clientThatDribblesItsHandshakeIsClosedAtTheHandshakeDeadline() throws Exception {
        try (TestServer server = TestServer.start(SERVER, LATE_HANDSHAKE, TestServer::echo);
                Socket dribbler = dial(server.address())) {
            dribbler.getOutputStream().write(RECORD_START);

            assertThat(timeToDribble(dribbler.getOutputStream(), 1)).isBetween(SHORT, SHORT.plus(GRACE));
        }
    }

    @Test
    void silentAndPlainTextClientsDisturbNobody() throws Exception {
        try (TestServer server = TestServer.start(SERVER, LATE_HANDSHAKE, TestServer::echo);
                Socket silent = dial(server.address());
                Socket plain = dial(server.address())) {
            plain.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(UTF_8));
            try (TestPeer good = TestPeer.connect(server.address(), CLIENT)) {
                good.send("hello\n");
                assertThat(good.readLine()).isEqualTo("hello");
            }
            assertThat(plain.getInputStream().readAllBytes())
                    .as("an alert")
                    .hasSize(7)
                    .startsWith(21);
            assertThat(silent.getInputStream().read()).isNegative();
            await().untilAsserted(() -> assertThat(server.watchdog().watched()).isZero());
        }
    }

    @Test
    void clientThatDribblesALineIsClosedAtTheLineDeadline() throws Exception {
        try (TestServer server = TestServer.start(SERVER, LATE_LINE, TestServer::echo);
                TestPeer dribbler = TestPeer.connect(server.address(), CLIENT)) {
            dribbler.send("whole\n");
            assertThat(dribbler.readLine()).isEqualTo("whole");

            assertThat(timeToDribble(dribbler.tls().getOutputStream(), 'x')).isBetween(SHORT, SHORT.plus(GRACE));
            assertThat(deadlinePassed(server)).isEqualTo(Deadline.LINE);
        }
    }

    @Test
    void lineBegunBehindAnotherHasItsDeadlineToo() throws Exception {
        try (TestServer server = TestServer.start(SERVER, LATE_LINE, TestServer::echo);
                TestPeer peer = TestPeer.connect(server.address(), CLIENT)) {
            peer.send("whole\nbeg");

            assertThat(peer.readLine()).isEqualTo("whole");
            assertThat(peer.readLine()).isNull();
            assertThat(deadlinePassed(server)).isEqualTo(Deadline.LINE);
        }
    }

    @Test
    void idleClientIsClosedAtTheIdleDeadline() throws Exception {
        try (TestServer server = TestServer.start(SERVER, LATE_REQUEST, TestServer::echo);
                TestPeer idle = TestPeer.connect(server.address(), CLIENT)) {
            long start = System.nanoTime();
            assertThat(idle.readLine()).isNull();
            assertThat(since(start)).isBetween(SHORT.minusMillis(100), SHORT.plus(GRACE));
            assertThat(deadlinePassed(server)).isEqualTo(Deadline.IDLE);
        }
    }

    @Test
    void recordThatNeverEndsIsNoRequest() throws Exception {
        try (TestServer server = TestServer.start(SERVER, LATE_REQUEST, TestServer::echo);
                TestPeer idle = TestPeer.connect(server.address(), CLIENT)) {
            OutputStream raw = idle.raw().getOutputStream();
            raw.write(new byte[] {23, 3, 3, 2, 0});

            assertThat(timeToDribble(raw, 1)).isBetween(SHORT.minusMillis(100), SHORT.plus(GRACE));
            assertThat(deadlinePassed(server)).isEqualTo(Deadline.IDLE);
        }
    }

    @Test
    void everyRequestKeepsASessionFromBeingIdle() throws Exception {
        try (TestServer server = TestServer.start(SERVER, LATE_REQUEST, TestServer::echo);
                TestPeer peer = TestPeer.connect(server.address(), CLIENT)) {
            long start = System.nanoTime();
            await().pollInterval(SHORT.dividedBy(3)).until(() -> {
                peer.send("\n");
                assertThat(peer.readLine()).isEmpty();
                return since(start).compareTo(SHORT.multipliedBy(3)) > 0;
            });
        }
    }

    @Test
    void peerThatDoesNotReadIsClosedAtTheWriteDeadline() throws Exception {
        try (TestServer server = TestServer.start(SERVER, LATE_WRITE, DeadlinesIT::writeForEver);
                TestPeer deaf = TestPeer.connect(server.address(), CLIENT, 4096)) {
            assertThat(deaf.tls().isConnected()).isTrue();
            long start = System.nanoTime();
            assertThat(deadlinePassed(server)).isEqualTo(Deadline.WRITE);
            assertThat(since(start)).isLessThan(SHORT.plus(GRACE).plus(GRACE));
        }
    }

    @Test
    void readerOfAPeerThatDoesNotReadEndsWithTheWriter() throws Exception {
        var reader = new CompletableFuture<@Nullable String>();
        ConnectionHandler handler = connection -> {
            Thread.startVirtualThread(() -> {
                try {
                    reader.complete(connection.channel().readLine());
                } catch (IOException | WireException e) {
                    reader.completeExceptionally(e);
                }
            });
            writeForEver(connection);
        };
        try (TestServer server = TestServer.start(SERVER, LATE_WRITE, handler);
                TestPeer deaf = TestPeer.connect(server.address(), CLIENT, 4096)) {
            assertThat(deadlinePassed(server)).isEqualTo(Deadline.WRITE);
            assertThat(reader).failsWithin(GRACE).withThrowableThat().withCauseInstanceOf(IOException.class);
            assertThat(deaf.tls().isConnected()).isTrue();
        }
    }

    @Test
    void connectionOfLimitedLifeEndsWhateverItsPeerDoes() throws Exception {
        ConnectionHandler limited = connection -> {
            connection.channel().limitLifetime();
            TestServer.echo(connection);
        };
        try (TestServer server = TestServer.start(SERVER, LATE_END, limited);
                TestPeer busy = TestPeer.connect(server.address(), CLIENT)) {
            assertThat(timeToDribble(busy.tls().getOutputStream(), '\n'))
                    .isBetween(SHORT.minusMillis(100), SHORT.plus(GRACE));
            assertThat(deadlinePassed(server)).isEqualTo(Deadline.LIFETIME);
        }
    }

    @Test
    void peerThatNeverClosesIsClosedAtTheDrainDeadline() throws Exception {
        ConnectionHandler farewell = connection -> connection.channel().write("Bye");
        try (TestServer server = TestServer.start(SERVER, LATE_END, farewell);
                TestPeer talker = TestPeer.connect(server.address(), CLIENT)) {
            assertThat(talker.readLine()).isEqualTo("Bye");

            assertThat(timeToDribble(talker.tls().getOutputStream(), 'x')).isLessThan(SHORT.plus(GRACE));
            await().untilAsserted(() -> assertThat(server.watchdog().watched()).isZero());
        }
    }

    /// Sends a byte now and then until that fails, and tells how long it went well.
    private static Duration timeToDribble(OutputStream out, int value) {
        long start = System.nanoTime();
        await().pollDelay(Duration.ZERO).pollInterval(20, TimeUnit.MILLISECONDS).until(() -> {
            try {
                out.write(value);
                return false;
            } catch (IOException closed) {
                return true;
            }
        });
        return since(start);
    }

    private static void writeForEver(TlsConnection connection) throws IOException {
        String line = "x".repeat(10_000);
        while (true) {
            connection.channel().write(line);
        }
    }

    private static Deadline deadlinePassed(TestServer server) throws InterruptedException {
        Exception end = server.nextEnd().orElseThrow();
        assertThat(end).isInstanceOf(DeadlinePassedException.class);
        return ((DeadlinePassedException) end).deadline();
    }

    private static Socket dial(InetSocketAddress address) throws IOException {
        var socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
