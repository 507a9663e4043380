package io.micropay.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micropay.money.Memo;
import io.micropay.money.PaymentOrder;
import io.micropay.net.Deadlines;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestPayments;
import io.micropay.testing.TestServer;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Clients that take their time. Past a deadline the connection is closed without a line, and nobody else is
/// disturbed. What each deadline is measured from, `net.DeadlinesIT` tests; here they are those of sessions.
class SessionDeadlinesIT {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(700);
    private static final int ORDERS_MAX = 100_000;
    private static final String LONG_MEMO =
            Memo.of("m".repeat(Memo.BYTES_MAX)).orElseThrow().toString();

    @Test
    void lineOnceBegunIsFinishedInTime() {
        Deadlines lateLine = new Deadlines(LONG, SHORT, LONG, LONG, SHORT, LONG, LONG);
        try (TestServer server = TestServer.with().deadlines(lateLine).start();
                TestClient lily = server.newcomer("Lily", "0");
                TestClient dribbler = server.newcomer("Joanne", "5")) {
            assertThat(dribbler.ask("BALANCE")).isEqualTo("BALANCE#5");

            await().pollInterval(Duration.ofMillis(50)).until(() -> isGone(dribbler, "B"));
            assertLeftAlone(lily);
        }
    }

    @Test
    void idleSessionIsClosedAndLeavesTheList() {
        Deadlines lateRequest = new Deadlines(LONG, LONG, LONG, SHORT, SHORT, LONG, LONG);
        try (TestServer server = TestServer.with().deadlines(lateRequest).start();
                TestClient idle = server.newcomer("Joanne", "5");
                TestClient lily = server.newcomer("Lily", "0")) {
            // Every line keeps a session, also one that is no request.
            await().pollInterval(SHORT.dividedBy(4))
                    .until(() -> lily.ask("nonsense").startsWith("230 FORMAT")
                            && lily.askForStatus("LIST").size() == 2);
            idle.expectGone();
        }
    }

    @Test
    void waitingForAWorkerIsNotIdleness() {
        Deadlines lateRequest = new Deadlines(LONG, LONG, LONG, SHORT, SHORT, LONG, LONG);
        try (TestServer server =
                        TestServer.with().workers(1).deadlines(lateRequest).start();
                TestClient served = server.greeted("Joanne");
                TestClient waiting = server.connect("Lily")) {
            waiting.expect("Connection accepted!", "Please wait until a thread is finished#0");
            long start = System.nanoTime();
            await().pollInterval(SHORT.dividedBy(4)).until(() -> {
                assertThat(served.ask("HELLO#1")).startsWith("HELLO#1#");
                return System.nanoTime() - start > SHORT.multipliedBy(2).toNanos();
            });
            served.leave();

            waiting.expect("Handler assigned!");
            assertThat(waiting.ask("HELLO#1")).startsWith("HELLO#1#");
        }
    }

    @Test
    void clientThatDoesNotReadItsAnswersIsClosed() {
        Deadlines lateReader = new Deadlines(LONG, LONG, SHORT, LONG, SHORT, LONG, LONG);
        try (TestServer server = TestServer.with().deadlines(lateReader).start();
                TestClient lily = server.newcomer("Lily", "0");
                TestClient joanne = server.newcomer("Joanne", "5");
                TestClient deaf = server.connectNarrowly("Joanne")) {
            deaf.expect("Connection accepted!", "Handler assigned!");
            deaf.askForStatus("LOGIN#Joanne#0#TAKEOVER");
            joanne.expectEnd();
            // More answers than the sockets between the two can hold.
            for (int i = 0; i < 100; i++) {
                deaf.send("HELLO#1\nLIST\n".repeat(100));
            }

            await().untilAsserted(() -> {
                assertThat(lily.askForStatus("LIST")).containsExactly("0", "Lily#127.0.0.1#0");
            });
        }
    }

    /// It declines what it does not read, so that ever more orders are put before it. Long before a thousand lines
    /// wait, one has not left in time.
    @Test
    void clientThatDoesNotReadItsEventsIsClosed() {
        TestPayments payments = new TestPayments(TestCertificates.shared());
        Deadlines lateReader = new Deadlines(LONG, LONG, SHORT, LONG, SHORT, LONG, LONG);
        try (TestServer server = TestServer.with().deadlines(lateReader).start();
                TestClient joanne = server.newcomer("Joanne", "5");
                TestClient deaf = server.connectNarrowly("Lily")) {
            deaf.expect("Connection accepted!", "Handler assigned!");
            deaf.send("REGISTER#Lily#0").expect("100 OK");
            deaf.askForStatus("LOGIN#Lily#0");
            assertThat(deaf.ask("EVENTS#ON")).isEqualTo("100 OK");
            String answer = "";
            for (int i = 0; i < ORDERS_MAX && !answer.equals("DECLINED#not reachable"); i++) {
                PaymentOrder order = TestPayments.with(payments.order("Joanne", "1", "Lily"), "memo", LONG_MEMO);
                answer = joanne.ask(TestPayments.relay(payments.sign(order)));
                if (answer.equals("PENDING")) {
                    isGone(deaf, "DECLINED#Joanne#" + order.id() + "#no\n");
                }
            }

            assertThat(answer).isEqualTo("DECLINED#not reachable");
            assertThat(joanne.askForStatus("LIST")).containsExactly("5", "Joanne#127.0.0.1#0");
        }
    }

    @Test
    void connectionWithoutACertificateIsClosedWhateverItSays() {
        Deadlines shortLife = new Deadlines(LONG, LONG, LONG, LONG, SHORT, SHORT, LONG);
        try (TestServer server =
                        TestServer.with().waitingMax(1).deadlines(shortLife).start();
                TestClient lily = server.newcomer("Lily", "0");
                TestClient stranger = server.connectWithoutCertificate()) {
            stranger.expect("Connection accepted!");
            long start = System.nanoTime();
            await().pollInterval(Duration.ofMillis(50)).until(() -> isGone(stranger, "HELLO#1\n"));
            assertThat(System.nanoTime() - start)
                    .isGreaterThan(SHORT.dividedBy(2).toNanos());
            // Its place is free again, and those with a certificate stay.
            try (TestClient next = server.connectWithoutCertificate()) {
                next.expect("Connection accepted!");
            }
            assertLeftAlone(lily);
        }
    }

    private static boolean isGone(TestClient client, String text) {
        try {
            client.sendBytes(text.getBytes(UTF_8));
            return false;
        } catch (UncheckedIOException closed) {
            return true;
        }
    }

    private static void assertLeftAlone(TestClient lily) {
        assertThat(lily.ask("BALANCE")).isEqualTo("BALANCE#0");
    }
}
