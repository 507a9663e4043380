package io.micropay.drills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.micropay.money.PaymentOrder;
import io.micropay.testing.Drill;
import io.micropay.testing.PackagedServer;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestPayments;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import jdk.jfr.EventType;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a recording of the packed server shows of a payment, and that it is written to its end.
@Drill
class FlightRecordingIT {

    private static final List<String> EVENTS_OF_A_PAYMENT = List.of(
            "micropay.Handshake",
            "micropay.LedgerBatch",
            "micropay.Payment",
            "micropay.Session",
            "micropay.WorkerWait");

    private static final List<String> OTHER_EVENTS = List.of(
            "micropay.Clock",
            "micropay.DtlsHandshake",
            "micropay.Enrolment",
            "micropay.Quote",
            "micropay.Relay",
            "micropay.Sale",
            "micropay.Settlement");

    /// So many take a while to write, in which a server without patience is gone.
    private static final int RECORDINGS = 12;

    @TempDir
    Path home;

    private final TestPayments payments = new TestPayments(TestCertificates.shared());

    @Test
    void eachRecordingIsWholeAndKnowsAllEventsOfTheStart() throws IOException {
        List<Path> files = IntStream.range(0, RECORDINGS)
                .mapToObj(number -> home.resolve("recording" + number + ".jfr"))
                .toList();
        try (PackagedServer server = PackagedServer.in(home)
                .jvm(files.stream().map(FlightRecordingIT::recordingTo).toArray(String[]::new))
                .start()) {
            assertThat(server.signal("TERM").awaitExit()).isZero();
        }
        for (Path file : files) {
            try (RecordingFile recording = new RecordingFile(file)) {
                assertThat(recording.readEventTypes())
                        .extracting(EventType::getName)
                        .containsAll(EVENTS_OF_A_PAYMENT)
                        .containsAll(OTHER_EVENTS);
                while (recording.hasMoreEvents()) {
                    assertThat(recording.readEvent()).isNotNull();
                }
            }
        }
    }

    /// One worker: Lily waits until Joanne has left.
    @Test
    void aPaymentLeavesOneEventOfEachKind() throws IOException {
        Path file = home.resolve("recording.jfr");
        PaymentOrder order = payments.order("Joanne", "1", "Lily");
        try (PackagedServer server = PackagedServer.in(home)
                .jvm(recordingTo(file))
                .options("--workers", "1", "--opening-deposit-max", "100")
                .start()) {
            try (TestClient joanne = server.greeted("Joanne");
                    TestClient lily = server.connect(TestCertificates.shared().account("Lily"))) {
                assertThat(joanne.ask("REGISTER#Joanne#100")).isEqualTo("100 OK");
                lily.expect("Connection accepted!", "Please wait until a thread is finished#0");
                assertThat(joanne.ask("EXIT")).isEqualTo("Bye");
                lily.expect("Handler assigned!");
                assertThat(lily.ask("REGISTER#Lily#0")).isEqualTo("100 OK");
                Load.logIn(lily, "Lily");
                lily.ask(TestPayments.trans(payments.sign(order)));
                assertThat(lily.ask("EXIT")).isEqualTo("Bye");
            }
            assertThat(server.signal("TERM").awaitExit()).isZero();
        }
        Map<String, List<RecordedEvent>> events = events(file);
        assertThat(events.keySet()).containsExactlyElementsOf(EVENTS_OF_A_PAYMENT);
        assertThat(events.get("micropay.Handshake"))
                .extracting(event -> event.getString("peer"))
                .containsExactlyInAnyOrder("CN=Joanne", "CN=Lily");
        assertThat(events.get("micropay.WorkerWait")).singleElement().satisfies(wait -> {
            assertThat(wait.getBoolean("assigned")).isTrue();
            assertThat(wait.getDuration()).isPositive();
        });
        assertThat(events.get("micropay.Payment")).singleElement().satisfies(payment -> {
            assertThat(payment.getString("id")).isEqualTo(order.id().toString());
            assertThat(payment.getString("outcome")).isEqualTo("COMMITTED");
            assertThat(payment.getDuration())
                    .isGreaterThan(sum(payment, "verificationNanos", "commitNanos", "receiptNanos"));
        });
        assertThat(events.get("micropay.LedgerBatch"))
                .extracting(batch -> batch.getInt("transfers"))
                .containsExactly(1, 0, 1);
        assertThat(events.get("micropay.LedgerBatch").getLast())
                .satisfies(batch ->
                        assertThat(batch.getDuration()).isGreaterThan(sum(batch, "decisionNanos", "commitNanos")));
        assertThat(events.get("micropay.Session"))
                .extracting(session -> session.getString("account"), session -> session.getString("end"))
                .containsExactly(tuple("", "exit"), tuple("Lily", "exit"));
    }

    private static String recordingTo(Path file) {
        return "-XX:StartFlightRecording:filename=" + file;
    }

    /// Our events by name, in order of time.
    private static Map<String, List<RecordedEvent>> events(Path file) throws IOException {
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("micropay."))
                .sorted((one, other) -> one.getEndTime().compareTo(other.getEndTime()))
                .collect(Collectors.groupingBy(
                        event -> event.getEventType().getName(),
                        TreeMap::new,
                        Collectors.toCollection(ArrayList::new)));
    }

    /// The phases of an event together; none of them may be missing.
    private static Duration sum(RecordedEvent event, String... phases) {
        Duration sum = Duration.ZERO;
        for (String phase : phases) {
            assertThat(event.getDuration(phase)).as(phase).isPositive();
            sum = sum.plus(event.getDuration(phase));
        }
        return sum;
    }
}
