package io.micropay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micropay.payment.CoSignedPayment;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestPayments;
import io.micropay.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// How many orders may wait for their payees. See also the sessions `relay*.txt`.
class RelayLimitsIT {

    private static final int OF_A_PAYER = 8;
    private static final int FOR_A_PAYEE = 64;

    private final TestPayments payments = new TestPayments(TestCertificates.shared());
    private final TestServer server = TestServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    private TestClient listener(String name) {
        TestClient client = server.newcomer(name, "100");
        assertThat(client.ask("EVENTS#ON")).isEqualTo("100 OK");
        return client;
    }

    private CoSignedPayment payment(String payer, String payee) {
        return payments.sign(payments.order(payer, "1", payee));
    }

    private static String relay(TestClient payer, CoSignedPayment payment) {
        return payer.ask(TestPayments.relay(payment));
    }

    @Test
    void ninthOrderOfAPayerIsBusyUntilOneIsAnswered() {
        try (TestClient joanne = server.newcomer("Joanne", "100");
                TestClient lily = listener("Lily");
                TestClient max = listener("Max")) {
            List<CoSignedPayment> waiting = new ArrayList<>();
            for (int i = 0; i < OF_A_PAYER; i++) {
                waiting.add(payment("Joanne", "Lily"));
                assertThat(relay(joanne, waiting.getLast())).isEqualTo("PENDING");
                lily.expect("!ORDER#*");
            }
            CoSignedPayment ninth = payment("Joanne", "Max");
            assertThat(relay(joanne, ninth)).startsWith("TRANS FAIL#BUSY#");
            // What waits already does not count twice.
            assertThat(relay(joanne, waiting.getFirst())).isEqualTo("PENDING");

            lily.send(TestPayments.trans(waiting.getFirst())).expect("TRANS OK#*", "!PAID#*");
            assertThat(relay(joanne, ninth)).isEqualTo("PENDING");
            max.expect("!ORDER#Joanne#*");
            assertThat(relay(joanne, payment("Joanne", "Max"))).startsWith("TRANS FAIL#BUSY#");
            assertThat(lily.ask("DECLINED#Joanne#" + waiting.getLast().order().id() + "#no"))
                    .isEqualTo("100 OK");
            assertThat(relay(joanne, payment("Joanne", "Max"))).isEqualTo("PENDING");
            assertThat(relay(joanne, payment("Joanne", "Max"))).startsWith("TRANS FAIL#BUSY#");
            assertThat(joanne.ask("CANCEL#" + waiting.get(1).order().id())).isEqualTo("CANCELLED");
            assertThat(relay(joanne, payment("Joanne", "Max"))).isEqualTo("PENDING");
        }
    }

    /// While she reads long answers, so that events which came inside one would show.
    @Test
    void sixtyFifthOrderForAPayeeIsBusyAndNoneComesInsideAnAnswer() {
        List<TestClient> payers = new ArrayList<>();
        try (TestClient lily = listener("Lily");
                TestClient max = listener("Max")) {
            for (int i = 0; i <= FOR_A_PAYEE / OF_A_PAYER; i++) {
                payers.add(server.newcomer("Payer" + i, "100"));
            }
            Thread asking = Thread.startVirtualThread(() -> {
                for (int i = 0; i < FOR_A_PAYEE; i++) {
                    TestClient payer = payers.get(i / OF_A_PAYER);
                    payer.send(TestPayments.relay(payment("Payer" + i / OF_A_PAYER, "Lily")));
                    payer.expect("PENDING");
                }
            });
            int orders = 0;
            int lists = 0;
            while (asking.isAlive() || orders < FOR_A_PAYEE) {
                lily.send("LIST");
                String line = lily.read();
                while (line.startsWith("!ORDER#")) {
                    orders++;
                    line = lily.read();
                }
                assertThat(line).isEqualTo("100");
                assertThat(lily.read()).isEqualTo("11");
                for (int i = 0; i < 11; i++) {
                    assertThat(lily.read()).endsWith("#127.0.0.1#0");
                }
                lists++;
            }
            assertThat(orders).isEqualTo(FOR_A_PAYEE);
            assertThat(lists).isPositive();

            TestClient late = payers.getLast();
            assertThat(relay(late, payment("Payer8", "Lily"))).startsWith("TRANS FAIL#BUSY#");
            assertThat(relay(late, payment("Payer8", "Max"))).isEqualTo("PENDING");
            max.expect("!ORDER#Payer8#*");
            payers.getFirst().leave();
            // Whose payer has gone waits on: he may come back and ask.
            assertThat(relay(late, payment("Payer8", "Lily"))).startsWith("TRANS FAIL#BUSY#");
            lily.leave();
            await().until(() -> relay(late, payment("Payer8", "Lily")).equals("DECLINED#not reachable"));
        } finally {
            payers.forEach(TestClient::close);
        }
    }
}
