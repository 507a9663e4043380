package io.micropay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micropay.money.PaymentOrder;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestPayments;
import io.micropay.testing.TestServer;
import io.micropay.testing.UnrulyClock;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// A ledger at its limit: one command is with the writer, and the one place before it is taken.
class BusyLedgerIT {

    @Test
    void busySaysNothingAboutAPayment() throws Exception {
        UnrulyClock clock = new UnrulyClock();
        try (TestServer server =
                        TestServer.with().clock(clock).ledgerWaitingMax(1).start();
                TestClient joanne = server.newcomer("Joanne", "100");
                TestClient lily = server.newcomer("Lily", "0");
                Payee max = new Payee(server, "Max");
                Payee zoe = new Payee(server, "Zoe")) {
            TestPayments payments = new TestPayments(server.certificates());
            clock.hold();
            lily.send(TestPayments.trans(payments.sign(payments.order("Joanne", "1", "Lily"))));
            await().until(clock::isAwaited);

            // One of two gets the place; the other is told at once.
            max.submit(payments);
            zoe.submit(payments);
            await().until(() -> max.isAnswered() || zoe.isAnswered());
            Payee turnedAway = max.isAnswered() ? max : zoe;
            Payee waiting = max.isAnswered() ? zoe : max;
            assertThat(turnedAway.answer()).startsWith("TRANS FAIL#BUSY#");
            assertThat(joanne.ask("STATUS#" + turnedAway.order().id())).startsWith("TRANS FAIL#BUSY#");
            assertThat(joanne.ask("CANCEL#" + turnedAway.order().id())).startsWith("TRANS FAIL#BUSY#");
            // What needs no decision is answered all the same.
            assertThat(joanne.ask("BALANCE")).isEqualTo("BALANCE#100");
            clock.release();

            assertThat(lily.read()).startsWith("TRANS OK#");
            assertThat(waiting.answer()).startsWith("TRANS OK#");
            assertThat(joanne.ask("STATUS#" + turnedAway.order().id())).isEqualTo("NEVER_SEEN");
            turnedAway.submit(payments);
            assertThat(turnedAway.answer()).startsWith("TRANS OK#");
            assertThat(joanne.ask("BALANCE")).isEqualTo("BALANCE#97");
        } finally {
            clock.release();
        }
    }

    /// Somebody who submits the same payment again and again, and reads the answers on another thread.
    private static final class Payee implements AutoCloseable {

        private final TestClient session;
        private final PaymentOrder order;
        private CompletableFuture<String> answer = new CompletableFuture<>();

        Payee(TestServer server, String name) {
            session = server.newcomer(name, "0");
            order = new TestPayments(server.certificates()).order("Joanne", "1", name);
        }

        void submit(TestPayments payments) {
            session.send(TestPayments.trans(payments.sign(order)));
            answer = CompletableFuture.supplyAsync(session::read, Thread::startVirtualThread);
        }

        boolean isAnswered() {
            return answer.isDone();
        }

        String answer() throws Exception {
            return answer.get();
        }

        PaymentOrder order() {
            return order;
        }

        @Override
        public void close() {
            session.close();
        }
    }
}
