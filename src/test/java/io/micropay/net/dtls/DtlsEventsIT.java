package io.micropay.net.dtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micropay.crypto.Identity;
import io.micropay.crypto.VerificationKey;
import io.micropay.testing.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the flight recorder shows of handshakes over UDP.
@Timeout(60)
class DtlsEventsIT {

    private static final TestCertificates CERTIFICATES = TestCertificates.shared();

    private final BlockingQueue<RecordedEvent> events = new LinkedBlockingQueue<>();

    /// Lets everybody in, and has nothing to say.
    private static final class Silent implements DtlsHandler {
        @Override
        public boolean admits(VerificationKey key) {
            return true;
        }

        @Override
        public void serve(DtlsConnection connection) throws IOException {
            assertThat(connection.receive(Duration.ofSeconds(10))).isEmpty();
        }
    }

    @Test
    void handshakeTellsWhoCameAndOneThatFailsTellsWhy() throws Exception {
        try (RecordingStream recording = new RecordingStream();
                DtlsListener listener = DtlsListener.open(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        DtlsContext.of(CERTIFICATES.server(), CERTIFICATES.ca()),
                        DtlsLimits.of(10),
                        new Silent())) {
            recording.setReuse(false);
            recording.enable("micropay.DtlsHandshake");
            recording.onEvent(events::add);
            recording.startAsync();
            int port = listener.address().getPort();

            connect(port, CERTIFICATES.account("Lily")).close();
            RecordedEvent established = nextEvent();
            assertThat(established.getString("outcome")).isEqualTo("established");
            assertThat(established.getString("peer")).isEqualTo("CN=Lily");
            assertThat(established.getString("cipherSuite")).isEqualTo("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
            assertThat(established.getString("remote")).contains("127.0.0.1");
            assertThat(established.getDuration()).isPositive();

            assertThatThrownBy(() -> connect(port, TestCertificates.another().account("Lily")))
                    .isInstanceOf(IOException.class);
            RecordedEvent failed = nextEvent();
            assertThat(failed.getString("outcome")).isNotEqualTo("established").isNotEmpty();
            assertThat(failed.getString("peer")).isEmpty();
        }
    }

    private static DtlsConnection connect(int port, Identity identity) throws IOException {
        return DtlsConnection.connect(
                "127.0.0.1", port, DtlsContext.of(identity, CERTIFICATES.ca()), Duration.ofSeconds(10));
    }

    private RecordedEvent nextEvent() throws InterruptedException {
        RecordedEvent event = events.poll(20, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("no event");
        }
        return event;
    }
}
