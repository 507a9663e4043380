package io.micropay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micropay.money.PaymentId;
import io.micropay.wire.Response;
import io.micropay.wire.ServerEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventLinesTest {

    private final FakeOutput output = new FakeOutput();
    private final EventLines lines = new EventLines(output);

    /// A client that reads, or does not, or is gone.
    private static final class FakeOutput implements EventLines.Output {
        final List<String> written = new CopyOnWriteArrayList<>();
        volatile CountDownLatch reading = new CountDownLatch(0);
        volatile boolean gone;
        volatile boolean aborted;
        volatile Thread writer = Thread.currentThread();

        @Override
        public void write(String line) throws IOException {
            writer = Thread.currentThread();
            try {
                reading.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            if (gone) {
                throw new IOException("gone");
            }
            written.add(line);
        }

        @Override
        public void abort() {
            aborted = true;
        }
    }

    private static ServerEvent event(int number) {
        return new ServerEvent.Relayed(PaymentId.next(), new Response.Declined(Integer.toString(number)));
    }

    private List<ServerEvent> add(int count) {
        List<ServerEvent> events =
                IntStream.range(0, count).mapToObj(EventLinesTest::event).toList();
        events.forEach(lines::add);
        return events;
    }

    private static List<String> texts(List<ServerEvent> events) {
        return events.stream().map(ServerEvent::line).toList();
    }

    @Test
    void linesAreWrittenInTheOrderInWhichTheyCame() {
        lines.release();
        List<ServerEvent> events = add(200);
        await().untilAsserted(() -> assertThat(output.written).isEqualTo(texts(events)));
    }

    @Test
    void noLineIsWrittenWhileARequestIsInHand() {
        List<ServerEvent> events = add(3);
        assertThat(output.written).isEmpty();
        lines.release();
        await().untilAsserted(() -> assertThat(output.written).isEqualTo(texts(events)));

        lines.hold();
        ServerEvent late = event(4);
        lines.add(late);
        assertThat(output.written).hasSize(3);
        lines.release();
        await().untilAsserted(() -> assertThat(output.written).hasSize(4).endsWith(late.line()));
    }

    @Test
    void clientThatDoesNotReadIsDisconnectedAfterAThousandLines() {
        add(1_000);
        assertThat(output.aborted).isFalse();
        lines.add(event(1_001));
        assertThat(output.aborted).isTrue();

        lines.release();
        lines.add(event(1_002));
        await().during(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(output.written).isEmpty());
    }

    @Test
    void clientThatReadsMayGetAnyNumberOfLines() {
        lines.release();
        for (int round = 1; round <= 3; round++) {
            int total = round * 900;
            add(900);
            await().untilAsserted(() -> assertThat(output.written).hasSize(total));
        }
        assertThat(output.aborted).isFalse();
    }

    @Test
    void whoeverAddsALineDoesNotWaitForTheClient() {
        output.reading = new CountDownLatch(1);
        lines.release();
        List<ServerEvent> events = add(100);
        assertThat(output.written).isEmpty();
        output.reading.countDown();
        await().untilAsserted(() -> assertThat(output.written).isEqualTo(texts(events)));
    }

    @Test
    void nothingIsKeptForAClientThatIsGone() throws InterruptedException {
        output.gone = true;
        output.reading = new CountDownLatch(1);
        lines.release();
        add(10);
        await().until(() -> output.writer.isVirtual());
        output.reading.countDown();
        output.writer.join();
        // Never too many lines, for none is kept.
        add(1_001);
        assertThat(output.aborted).isFalse();
    }
}
