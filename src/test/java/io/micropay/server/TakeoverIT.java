package io.micropay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micropay.testing.Crowd;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestPayments;
import io.micropay.testing.TestServer;
import io.micropay.testing.UnrulyClock;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/// A login that takes the account over from another session. See also the session `login.txt`.
class TakeoverIT {

    private static final int FIRST_PORT = 2_000;

    @Test
    void requestInHandIsAnsweredThenTheOldSessionIsClosedWithoutALine() {
        UnrulyClock clock = new UnrulyClock();
        try (TestServer server = TestServer.with().clock(clock).start();
                TestClient joanne = server.newcomer("Joanne", "100");
                TestClient old = server.newcomer("Lily", "0");
                TestClient later = server.greeted("Lily")) {
            TestPayments payments = new TestPayments(server.certificates());
            clock.hold();
            old.send(TestPayments.trans(payments.sign(payments.order("Joanne", "10", "Lily"))));
            old.send("BALANCE");
            old.send(TestPayments.trans(payments.sign(payments.order("Joanne", "10", "Lily"))));
            await().until(clock::isAwaited);

            assertThat(later.askForStatus("LOGIN#Lily#2000#TAKEOVER"))
                    .containsExactly("0", "Joanne#127.0.0.1#0", "Lily#127.0.0.1#2000");
            clock.release();

            assertThat(old.read()).startsWith("TRANS OK#");
            old.expectEnd();
            old.leave();
            assertThat(joanne.ask("BALANCE")).isEqualTo("BALANCE#90");
            assertThat(later.ask("BALANCE")).isEqualTo("BALANCE#10");
            assertThat(later.askForStatus("LIST")).contains("Lily#127.0.0.1#2000");
        } finally {
            clock.release();
        }
    }

    @Test
    void ofManyTakeoversOneStays() throws Exception {
        int count = 20;
        try (TestServer server =
                        TestServer.with().connectionsPerKeyMax(count + 1).start();
                TestClient first = server.newcomer("Joanne", "100")) {
            List<TestClient> sessions = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                sessions.add(server.greeted("Joanne"));
            }
            List<Callable<List<String>>> logins = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                TestClient session = sessions.get(i);
                String login = "LOGIN#Joanne#" + (FIRST_PORT + i) + "#TAKEOVER";
                logins.add(() -> session.askForStatus(login));
            }
            assertThat(Crowd.atOnce(logins))
                    .allMatch(status -> status.getFirst().equals("100"));
            first.expectEnd();

            List<Integer> staying = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                if (stillAnswers(sessions.get(i))) {
                    staying.add(FIRST_PORT + i);
                }
            }
            assertThat(staying).hasSize(1);
            TestClient bystander = server.newcomer("Lily", "0");
            assertThat(bystander.askForStatus("LIST"))
                    .containsExactly("0", "Joanne#127.0.0.1#" + staying.getFirst(), "Lily#127.0.0.1#0");
        }
    }

    private static boolean stillAnswers(TestClient session) {
        try {
            String answer = session.send("BALANCE").readOrEnd();
            assertThat(answer).isIn("BALANCE#100", null);
            return answer != null;
        } catch (UncheckedIOException broken) {
            return false;
        }
    }
}
