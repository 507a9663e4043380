package io.micropay.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Clients that wait for the one worker, which is taken.
@Timeout(60)
class ReadAheadIT {

    private static final TestAuthority CA = new TestAuthority("micropay CA");
    private static final TlsContext SERVER = TlsContext.server(CA.localServer(), CA.certificate());
    private static final TlsContext CLIENT = TlsContext.client(null, CA.certificate());

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(600);
    private static final Duration SOON = Duration.ofSeconds(1);

    private final WorkerPermits permits = new WorkerPermits(1, 10);

    @Test
    void clientIsToldItsPlaceAndThenItsWorker() throws Exception {
        Place worker = takeTheWorker();
        try (TestServer server = TestServer.start(SERVER, this::serve);
                TestPeer peer = TestPeer.connect(server.address(), CLIENT)) {
            assertThat(peer.readLine()).isEqualTo("wait#0");
            worker.close();

            assertThat(peer.readLine()).isEqualTo("assigned");
            peer.send("hello\n");
            assertThat(peer.readLine()).isEqualTo("hello");
        }
    }

    @Test
    void requestsSentWhileWaitingAreAnsweredAfterwards() throws Exception {
        Place worker = takeTheWorker();
        try (TestServer server = TestServer.start(SERVER, this::serve);
                TestPeer peer = TestPeer.connect(server.address(), CLIENT)) {
            peer.send("one\nt");
            peer.send("wo\n");
            assertThat(peer.readLine()).isEqualTo("wait#0");
            worker.close();

            assertThat(peer.readLine()).isEqualTo("assigned");
            assertThat(peer.readLine()).isEqualTo("one");
            assertThat(peer.readLine()).isEqualTo("two");
        }
    }

    @Test
    void clientThatHalfClosedAfterItsRequestsIsServed() throws Exception {
        Place worker = takeTheWorker();
        try (TestServer server = TestServer.start(SERVER, this::serve);
                TestPeer peer = TestPeer.connect(server.address(), CLIENT)) {
            peer.send("one\ntw");
            peer.closeNotify();
            assertThat(peer.readLine()).isEqualTo("wait#0");
            worker.close();

            assertThat(peer.readLine()).isEqualTo("assigned");
            assertThat(peer.readLine()).isEqualTo("one");
            assertThat(peer.readLine()).isNull();
            assertThat(server.nextEnd()).isEmpty();
        }
    }

    @Test
    void clientThatHalfClosesWithoutARequestHasLeft() throws Exception {
        assertLeaves(TestPeer::closeNotify);
    }

    @Test
    void clientThatEndsItsStreamHasLeft() throws Exception {
        assertLeaves(TestPeer::endStream);
    }

    @Test
    void clientThatResetsHasLeft() throws Exception {
        assertLeaves(TestPeer::reset);
    }

    @Test
    void clientThatAskedAndThenEndsItsStreamHasLeft() throws Exception {
        assertLeaves(peer -> {
            peer.send("one\ntwo\n");
            peer.endStream();
        });
    }

    /// Behind so much a client could leave unseen, and keep its place from others.
    @Test
    void clientThatSendsTooMuchBeforeItsTurnLosesIt() throws Exception {
        assertLeaves(peer -> {
            String line = "x".repeat(999) + "\n";
            for (int i = 0; i <= ReadAhead.BYTES_MAX / 1000; i++) {
                peer.send(line);
            }
        });
    }

    @Test
    void waitingIsNotIdleness() throws Exception {
        Place worker = takeTheWorker();
        Deadlines idle = new Deadlines(LONG, LONG, LONG, SHORT, LONG, LONG, LONG);
        try (TestServer server = TestServer.start(SERVER, idle, this::serve);
                TestPeer peer = TestPeer.connect(server.address(), CLIENT)) {
            assertThat(peer.readLine()).isEqualTo("wait#0");
            await().pollDelay(SHORT.multipliedBy(2)).until(() -> permits.waiting() == 1);
            worker.close();
            assertThat(peer.readLine()).isEqualTo("assigned");

            long start = System.nanoTime();
            assertThat(peer.readLine()).isNull();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(SHORT.minusMillis(100));
            assertThat(server.nextEnd()).containsInstanceOf(DeadlinePassedException.class);
        }
    }

    @Test
    void waitingClientLeavesWhenItsChannelIsFinished() throws Exception {
        takeTheWorker();
        var channel = new LinkedBlockingQueue<LineChannel>();
        ConnectionHandler handler = connection -> {
            channel.add(connection.channel());
            serve(connection);
        };
        try (TestServer server = TestServer.start(SERVER, handler);
                TestPeer peer = TestPeer.connect(server.address(), CLIENT)) {
            assertThat(peer.readLine()).isEqualTo("wait#0");
            channel.take().finish();

            assertThat(peer.readLine()).isNull();
            peer.closeNotify();
            await().atMost(SOON).until(() -> permits.waiting() == 0);
        }
    }

    private interface Departure {
        void of(TestPeer peer) throws IOException;
    }

    private void assertLeaves(Departure departure) throws Exception {
        Place worker = takeTheWorker();
        try (TestServer server = TestServer.start(SERVER, this::serve);
                TestPeer peer = TestPeer.connect(server.address(), CLIENT)) {
            assertThat(peer.readLine()).isEqualTo("wait#0");
            departure.of(peer);

            await().atMost(SOON).until(() -> permits.waiting() == 0);
            assertThat(server.nextEnd()).containsInstanceOf(EOFException.class);
            worker.close();
            assertThat(takeTheWorker().assigned()).isTrue();
        }
    }

    private Place takeTheWorker() throws Exception {
        Place place = permits.enter().orElseThrow();
        place.await();
        return place;
    }

    private void serve(TlsConnection connection) throws IOException, InterruptedException {
        LineChannel channel = connection.channel();
        try (Place place = permits.enter().orElseThrow()) {
            if (!place.assigned()) {
                channel.write("wait#" + place.ahead());
                channel.readAhead(place::leave);
                place.await();
            }
            channel.write("assigned");
            TestServer.echo(connection);
        }
    }
}
