package io.micropay.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.crypto.KeyKind;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the flight recorder shows of connections.
@Timeout(60)
class NetEventsIT {

    private static final TestAuthority CA = new TestAuthority("micropay CA");
    private static final TestAuthority OTHER_CA = new TestAuthority("micropay CA");
    private static final TlsContext SERVER = TlsContext.server(CA.localServer(), CA.certificate());

    private final RecordingStream recording = new RecordingStream();
    private final BlockingQueue<RecordedEvent> events = new LinkedBlockingQueue<>();

    @BeforeEach
    void record() {
        recording.setReuse(false);
        recording.enable("micropay.Handshake");
        recording.enable("micropay.WorkerWait");
        recording.onEvent(events::add);
        recording.startAsync();
    }

    @AfterEach
    void stop() {
        recording.close();
    }

    @Test
    void handshakeTellsThePeerAndTheCipherSuite() throws Exception {
        var lily = TlsContext.client(CA.account("Lily", KeyKind.ED25519.generate()), CA.certificate());
        try (TestServer server = TestServer.start(SERVER, TestServer::echo);
                TestPeer peer = TestPeer.connect(server.address(), lily)) {
            peer.send("\n");
            assertThat(peer.readLine()).isEmpty();

            RecordedEvent event = nextEvent("micropay.Handshake");
            assertThat(event.getString("outcome")).isEqualTo("established");
            assertThat(event.getString("peer")).isEqualTo("CN=Lily");
            assertThat(event.getString("cipherSuite")).startsWith("TLS_");
            assertThat(event.getString("remote")).contains("127.0.0.1");
            assertThat(event.getDuration()).isPositive();
        }
    }

    @Test
    void handshakeThatFailsTellsWhy() throws Exception {
        var stranger = TlsContext.client(OTHER_CA.account("Lily", KeyKind.P256.generate()), CA.certificate());
        try (TestServer server = TestServer.start(SERVER, TestServer::echo);
                TestPeer peer = TestPeer.connect(server.address(), stranger)) {
            assertThat(peer.tls().isConnected()).isTrue();
            peer.endStream();

            RecordedEvent event = nextEvent("micropay.Handshake");
            assertThat(event.getString("outcome")).isNotEqualTo("established").isNotEmpty();
            assertThat(event.getString("peer")).isEmpty();
        }
    }

    @Test
    void waitForAWorkerTellsThePlaceAndWhetherItWasWorthIt() throws Exception {
        var permits = new WorkerPermits(1, 10);
        Place serving = permits.enter().orElseThrow();
        Place patient = permits.enter().orElseThrow();
        Place impatient = permits.enter().orElseThrow();

        impatient.leave();
        RecordedEvent left = nextEvent("micropay.WorkerWait");
        assertThat(left.getInt("ahead")).isEqualTo(1);
        assertThat(left.getBoolean("assigned")).isFalse();

        serving.close();
        patient.await();
        RecordedEvent assigned = nextEvent("micropay.WorkerWait");
        assertThat(assigned.getInt("ahead")).isZero();
        assertThat(assigned.getBoolean("assigned")).isTrue();
    }

    private RecordedEvent nextEvent(String name) throws InterruptedException {
        RecordedEvent event = events.poll(20, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("no event");
        }
        assertThat(event.getEventType().getName()).isEqualTo(name);
        return event;
    }
}
