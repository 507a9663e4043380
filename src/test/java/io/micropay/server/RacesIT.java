package io.micropay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micropay.money.Amount;
import io.micropay.money.PaymentOrder;
import io.micropay.testing.Crowd;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestPayments;
import io.micropay.testing.TestServer;
import io.micropay.testing.UnrulyClock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;

/// What several people do at the same moment.
class RacesIT {

    private static final int ROUNDS = 60;
    private static final int QUESTIONS_MAX = 30;

    @Test
    void anOrderIsCommittedOrCancelledButNeverBoth() throws Exception {
        try (TestServer server = TestServer.start();
                TestClient joanne = server.newcomer("Joanne", "1000");
                TestClient lily = server.newcomer("Lily", "0")) {
            TestPayments payments = new TestPayments(server.certificates());
            int committed = 0;
            for (int round = 0; round < ROUNDS; round++) {
                PaymentOrder order = payments.order("Joanne", "1", "Lily");
                String trans = TestPayments.trans(payments.sign(order));
                CyclicBarrier start = new CyclicBarrier(2);
                // A payment takes longer to judge: so many questions before the cancellation let either be the first.
                int questions = round % QUESTIONS_MAX;
                List<String> answers = Crowd.atOnce(List.of(
                        () -> lily.askTogether(start, 0, trans),
                        () -> joanne.askTogether(start, questions, "CANCEL#" + order.id())));
                String payment = answers.getFirst();
                String cancellation = answers.getLast();

                if (payment.startsWith("TRANS OK#")) {
                    committed++;
                    String proof = payment.substring("TRANS OK#".length());
                    assertThat(cancellation).isEqualTo("COMMITTED#" + proof);
                    assertThat(joanne.ask("STATUS#" + order.id())).isEqualTo("COMMITTED#" + proof);
                } else {
                    assertThat(payment).startsWith("TRANS FAIL#CANCELLED");
                    assertThat(cancellation).isEqualTo("CANCELLED");
                    assertThat(joanne.ask("STATUS#" + order.id())).isEqualTo("CANCELLED");
                }
                assertThat(joanne.ask("BALANCE")).isEqualTo("BALANCE#" + (1_000 - committed));
            }
            assertThat(lily.ask("BALANCE")).isEqualTo("BALANCE#" + committed);
            assertThat(committed).as("both sides have won").isBetween(1, ROUNDS - 1);
        }
    }

    /// An order that STATUS calls open cannot be in a batch whose sync is still running.
    @Test
    void questionsWaitForAPaymentThatIsBeingDecided() throws Exception {
        UnrulyClock clock = new UnrulyClock();
        try (TestServer server = TestServer.with().clock(clock).start();
                TestClient joanne = server.newcomer("Joanne", "100");
                TestClient joanneToo = server.greeted("Joanne");
                TestClient lily = server.newcomer("Lily", "0")) {
            TestPayments payments = new TestPayments(server.certificates());
            PaymentOrder order = payments.order("Joanne", "1", "Lily");
            clock.hold();
            lily.send(TestPayments.trans(payments.sign(order)));
            await().until(clock::isAwaited);
            joanne.send("STATUS#" + order.id());
            joanneToo.send("CANCEL#" + order.id());
            clock.release();

            String proof = lily.read().substring("TRANS OK#".length());
            assertThat(joanne.read()).isEqualTo("COMMITTED#" + proof);
            assertThat(joanneToo.read()).isEqualTo("COMMITTED#" + proof);
        } finally {
            clock.release();
        }
    }

    @Test
    void ofManyLoginsAtOnceOneSucceeds() throws Exception {
        int count = 16;
        try (TestServer server = TestServer.with().connectionsPerKeyMax(count).start()) {
            List<TestClient> sessions = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                sessions.add(server.greeted("Joanne"));
            }
            sessions.getFirst().send("REGISTER#Joanne#5").expect("100 OK");
            List<Callable<String>> logins = new ArrayList<>();
            sessions.forEach(session -> logins.add(() -> session.ask("Joanne#0")));

            List<String> answers = Crowd.atOnce(logins);
            assertThat(answers).containsOnlyOnce("5");
            assertThat(answers).filteredOn("User already logged in!"::equals).hasSize(count - 1);
            sessions.forEach(TestClient::abort);
        }
    }

    /// Only a session of the payee may submit, so each takes the login over from the one before.
    @Test
    void theSamePaymentFromManyConnectionsIsCommittedOnce() throws Exception {
        int count = 50;
        try (TestServer server = TestServer.with()
                        .workers(count + 10)
                        .connectionsPerKeyMax(count + 1)
                        .start();
                TestClient joanne = server.newcomer("Joanne", "1000");
                TestClient lily = server.newcomer("Lily", "0")) {
            TestPayments payments = new TestPayments(server.certificates());
            String trans = TestPayments.trans(payments.sign(payments.order("Joanne", "10", "Lily")));
            CyclicBarrier start = new CyclicBarrier(count);
            Set<String> answers = new HashSet<>();
            Callable<List<String>> submission = () -> {
                TestClient session = server.greeted("Lily");
                start.await();
                return submit(session, trans);
            };
            Crowd.atOnce(Collections.nCopies(count, submission)).forEach(answers::addAll);

            assertThat(answers).hasSize(1).allMatch(answer -> answer.startsWith("TRANS OK#"));
            lily.expectEnd();
            assertThat(joanne.ask("BALANCE")).isEqualTo("BALANCE#990");
            assertThat(joanne.ask("HISTORY#0#100")).isEqualTo("2");
        }
    }

    /// Logs in and submits in one breath; empty when another took over before the payment was read.
    private static List<String> submit(TestClient session, String trans) {
        session.send("LOGIN#Lily#0#TAKEOVER\n" + trans);
        session.readStatus();
        String answer = session.readOrEnd();
        return answer == null ? List.of() : List.of(answer);
    }

    /// One writer decides: money that goes round and round is neither lost nor made.
    @Test
    void moneyIsNeitherLostNorMade() throws Exception {
        List<String> people = List.of("Joanne", "Lily", "Max", "Mallory", "Zoe", "Ann");
        try (TestServer server = TestServer.start()) {
            TestPayments payments = new TestPayments(server.certificates());
            List<TestClient> sessions = new ArrayList<>();
            people.forEach(name -> sessions.add(server.newcomer(name, "10")));
            List<Callable<List<String>>> payees = new ArrayList<>();
            for (int i = 0; i < people.size(); i++) {
                String payer = people.get((i + 1) % people.size());
                String payee = people.get(i);
                TestClient session = sessions.get(i);
                payees.add(() -> receive(payments, session, payer, payee));
            }
            for (List<String> answers : Crowd.atOnce(payees)) {
                assertThat(answers)
                        .allMatch(answer ->
                                answer.startsWith("TRANS OK#") || answer.startsWith("TRANS FAIL#INSUFFICIENT"));
            }
            long micros = 0;
            for (TestClient session : sessions) {
                String balance = session.ask("BALANCE").substring("BALANCE#".length());
                micros += Amount.parse(balance).orElseThrow().micros();
            }
            assertThat(micros).isEqualTo(people.size() * 10_000_000L);
        }
    }

    private static List<String> receive(TestPayments payments, TestClient session, String payer, String payee) {
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            answers.add(session.ask(TestPayments.trans(payments.sign(payments.order(payer, "3.333333", payee)))));
        }
        return answers;
    }
}
