package io.micropay.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.crypto.CertificateRequest;
import io.micropay.crypto.KeyKind;
import io.micropay.crypto.SigningKey;
import io.micropay.money.Base64Url;
import io.micropay.money.PaymentOrder;
import io.micropay.payment.CoSignedPayment;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestMenus;
import io.micropay.testing.TestPayments;
import io.micropay.testing.TestServer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the flight recorder shows of payments and sessions, whatever becomes of them.
class ServerEventsIT {

    private static final int PATIENCE_SECONDS = 20;

    private final RecordingStream recording = new RecordingStream();
    private final BlockingQueue<RecordedEvent> events = new LinkedBlockingQueue<>();
    private final TestPayments payments = new TestPayments(TestCertificates.shared());
    private TestServer server;
    private TestClient lily;

    @BeforeEach
    void record() {
        server = TestServer.start();
        try (TestClient joanne = server.greeted("Joanne")) {
            assertThat(joanne.ask("REGISTER#Joanne#10")).isEqualTo("100 OK");
        }
        lily = server.greeted("Lily");
        assertThat(lily.ask("REGISTER#Lily#0")).isEqualTo("100 OK");
        lily.send("Lily#3000").expect("0", "1", "Lily#127.0.0.1#3000");
        recording.setReuse(false);
    }

    private void follow(String name) {
        recording.enable(name);
        recording.onEvent(name, events::add);
        recording.startAsync();
    }

    @AfterEach
    void stop() {
        recording.close();
        lily.close();
        server.close();
    }

    @Test
    void paymentTellsItsIdOutcomeAndTheTimeOfEachPhase() throws InterruptedException {
        follow("micropay.Payment");
        PaymentOrder order = payments.order("Joanne", "1", "Lily");
        assertThat(lily.ask(TestPayments.trans(payments.sign(order)))).startsWith("TRANS OK#");

        RecordedEvent event = next();
        assertThat(event.getString("id")).isEqualTo(order.id().toString());
        assertThat(event.getString("outcome")).isEqualTo("COMMITTED");
        assertPhases(event, "verificationNanos", "commitNanos", "receiptNanos");
    }

    @Test
    void quoteAndSaleTellWhatBecameOfThem() throws InterruptedException {
        new TestMenus(TestCertificates.shared()).publish(lily, "Lily", TestMenus.HEADER + "tea,,Tea,1,1\n");
        try (TestClient joanne = server.greeted("Joanne")) {
            joanne.askForStatus("Joanne#0");
            follow("micropay.Quote");
            String quote = joanne.ask("BUY#Lily#tea:1");
            String id = quote.split("#", -1)[1];
            RecordedEvent quoted = next();
            assertThat(quoted.getString("outcome")).isEqualTo("QUOTED");
            assertThat(quoted.getString("order")).isEqualTo(id);
            assertThat(quoted.getString("merchant")).isEqualTo("Lily");
            joanne.ask("BUY#Lily#tea:2");
            assertThat(next().getString("outcome")).isEqualTo("SOLD_OUT");

            recording.enable("micropay.Sale");
            recording.onEvent("micropay.Sale", events::add);
            recording.enable("micropay.Payment");
            recording.onEvent("micropay.Payment", events::add);
            PaymentOrder order = TestPayments.forQuote(payments.order("Joanne", "1", "Lily"), quote);
            assertThat(lily.ask(TestPayments.trans(payments.sign(order)))).startsWith("TRANS OK#");
            RecordedEvent payment = next();
            assertThat(payment.getString("outcome")).isEqualTo("COMMITTED");
            RecordedEvent sale = next();
            assertThat(sale.getString("outcome")).isEqualTo("SOLD");
            assertThat(sale.getString("order")).isEqualTo(id);
            assertThat(sale.getString("payment"))
                    .isEqualTo(payment.getString("id"))
                    .isEqualTo(order.id().toString());
        }
    }

    @Test
    void repeatedPaymentIsKnownWithoutTheWriter() throws InterruptedException {
        String line = TestPayments.trans(payments.sign(payments.order("Joanne", "1", "Lily")));
        assertThat(lily.ask(line)).startsWith("TRANS OK#");
        follow("micropay.Payment");
        assertThat(lily.ask(line)).startsWith("TRANS OK#");

        RecordedEvent event = next();
        assertThat(event.getString("outcome")).isEqualTo("REPEATED");
        assertPhases(event, "verificationNanos", "receiptNanos");
        assertThat(event.getDuration("commitNanos")).isZero();
    }

    @Test
    void refusedPaymentTellsTheReasonAndNoPhaseItDidNotReach() throws InterruptedException {
        follow("micropay.Payment");
        lily.ask(TestPayments.trans(payments.sign(payments.order("Joanne", "11", "Lily"))));
        RecordedEvent poor = next();
        assertThat(poor.getString("outcome")).isEqualTo("INSUFFICIENT");
        assertPhases(poor, "verificationNanos", "commitNanos");
        assertThat(poor.getDuration("receiptNanos")).isZero();

        PaymentOrder order = payments.order("Joanne", "1", "Lily");
        CoSignedPayment forged = payments.sign(order, TestCertificates.shared().ledgerId(), "Lily", "Lily");
        lily.ask(TestPayments.trans(forged));
        RecordedEvent refused = next();
        assertThat(refused.getString("outcome")).isEqualTo("BAD_PAYER_SIGNATURE");
        assertPhases(refused, "verificationNanos");
        assertThat(refused.getDuration("commitNanos")).isZero();
    }

    @Test
    void relayTellsHowTheWaitForThePayeeEnded() throws InterruptedException {
        follow("micropay.Relay");
        assertThat(lily.ask("EVENTS#ON")).isEqualTo("100 OK");
        try (TestClient joanne = server.greeted("Joanne")) {
            joanne.askForStatus("Joanne#0");
            CoSignedPayment paid = payments.sign(payments.order("Joanne", "1", "Lily"));
            assertThat(joanne.ask(TestPayments.relay(paid))).isEqualTo("PENDING");
            lily.expect("!ORDER#*").send(TestPayments.trans(paid)).expect("TRANS OK#*", "!PAID#*");
            RecordedEvent event = next();
            assertThat(event.getString("id")).isEqualTo(paid.order().id().toString());
            assertThat(event.getString("outcome")).isEqualTo("COMMITTED");
            assertThat(event.getDuration()).isPositive();

            CoSignedPayment declined = payments.sign(payments.order("Joanne", "1", "Lily"));
            assertThat(joanne.ask(TestPayments.relay(declined))).isEqualTo("PENDING");
            lily.expect("!ORDER#*");
            assertThat(lily.ask("DECLINED#Joanne#" + declined.order().id() + "#no"))
                    .isEqualTo("100 OK");
            assertThat(next().getString("outcome")).isEqualTo("DECLINED: no");
        }
    }

    @Test
    void enrolmentTellsWhoWasCertifiedOrWhyNot() throws InterruptedException {
        follow("micropay.Enrolment");
        SigningKey key = KeyKind.P256.generate();
        String request = Base64Url.of(CertificateRequest.create("Newcomer", key).encoded())
                .toString();
        try (TestServer open = TestServer.with().enrolment(EnrolmentMode.OPEN).start();
                TestClient stranger = open.connectWithoutCertificate()) {
            stranger.expect("Connection accepted!");
            assertThat(stranger.ask("ENROLL#" + request)).startsWith("ENROLLED#");
            RecordedEvent issued = next();
            assertThat(issued.getString("name")).isEqualTo("Newcomer");
            assertThat(issued.getString("key"))
                    .isEqualTo(key.verificationKey().fingerprint().hex());
            assertThat(issued.getString("outcome")).isEqualTo("ENROLLED");

            assertThat(stranger.ask("ENROLL#" + request)).startsWith("220 AUTH_FAIL#");
            RecordedEvent refused = next();
            assertThat(refused.getString("name")).isEmpty();
            assertThat(refused.getString("outcome")).isEqualTo("one certificate for each connection");
        }
    }

    @Test
    void sessionTellsWhoItWasWhatWasAskedAndWhyItEnded() throws InterruptedException {
        follow("micropay.Session");
        try (TestClient joanne = server.greeted("Joanne")) {
            joanne.send("Joanne#2000").expect("10", "2", "Joanne#127.0.0.1#2000", "Lily#127.0.0.1#3000");
            assertThat(joanne.ask("EXIT")).isEqualTo("Bye");
        }
        RecordedEvent event = next();
        assertThat(event.getString("remote")).isEqualTo("127.0.0.1");
        assertThat(event.getString("account")).isEqualTo("Joanne");
        assertThat(event.getLong("requests")).isEqualTo(2);
        assertThat(event.getString("end")).isEqualTo("exit");
        assertThat(event.getDuration()).isPositive();
    }

    @Test
    void sessionThatEndsInSomeOtherWayTellsHow() throws InterruptedException {
        follow("micropay.Session");
        server.greeted("Joanne").close();
        assertThat(next().getString("end")).isEqualTo("closed");

        try (TestClient joanne = server.greeted("Joanne")) {
            joanne.sendBytes("x".repeat(5_000).getBytes(UTF_8));
            joanne.expect("230 FORMAT#*");
            assertThat(next().getString("end")).contains("4096");
        }
        server.greeted("Joanne").abort();
        RecordedEvent broken = next();
        assertThat(broken.getString("end")).isNotEmpty().isNotEqualTo("closed");
        assertThat(broken.getString("account")).isEmpty();
        assertThat(broken.getLong("requests")).isZero();
    }

    /// These phases took time, and together not more than the whole.
    private static void assertPhases(RecordedEvent event, String... phases) {
        Duration sum = Duration.ZERO;
        for (String phase : phases) {
            assertThat(event.getDuration(phase)).as(phase).isPositive();
            sum = sum.plus(event.getDuration(phase));
        }
        assertThat(sum).isLessThan(event.getDuration());
    }

    private RecordedEvent next() throws InterruptedException {
        RecordedEvent event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("no event");
        }
        return event;
    }
}
