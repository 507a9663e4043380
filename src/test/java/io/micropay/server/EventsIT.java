package io.micropay.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestPayments;
import io.micropay.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Many events in a row. See also the session `events.txt`.
class EventsIT {

    private static final int PAYMENTS = 150;

    private final TestPayments payments = new TestPayments(TestCertificates.shared());

    /// All payments are submitted at once: the answers come in their order, and each event somewhere behind its own.
    @Test
    void eachPaymentIsToldOnceAndBehindItsAnswer() {
        try (TestServer server = TestServer.start();
                TestClient joanne = server.newcomer("Joanne", "1000");
                TestClient lily = server.newcomer("Lily", "0")) {
            assertThat(joanne.ask("EVENTS#ON")).isEqualTo("100 OK");
            assertThat(lily.ask("EVENTS#ON")).isEqualTo("100 OK");
            StringBuilder requests = new StringBuilder();
            for (int i = 0; i < PAYMENTS; i++) {
                requests.append(TestPayments.trans(payments.sign(payments.order("Joanne", "1", "Lily"))))
                        .append('\n');
            }
            lily.send(requests + "BALANCE");

            List<String> answered = new ArrayList<>();
            List<String> told = new ArrayList<>();
            while (told.size() < PAYMENTS) {
                String line = lily.read();
                if (line.startsWith("TRANS OK#")) {
                    answered.add(line.substring("TRANS OK#".length()));
                } else if (line.startsWith("!PAID#")) {
                    told.add(line.substring("!PAID#".length(), line.lastIndexOf('#')));
                    assertThat(answered).contains(told.getLast());
                } else {
                    assertThat(line).isEqualTo("BALANCE#" + PAYMENTS);
                }
            }
            assertThat(told).isEqualTo(answered);
            // The payer is told nothing: nobody has asked the server to put an order before a payee.
            assertThat(joanne.ask("BALANCE")).isEqualTo("BALANCE#" + (1000 - PAYMENTS));
        }
    }
}
