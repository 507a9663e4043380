package io.micropay.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micropay.testing.TestClient;
import io.micropay.testing.TestServer;
import io.micropay.testing.UnrulyClock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Clients that wait for a worker. See also the sessions `one-worker.txt` and `two-workers.txt`.
class WaitingIT {

    private static final String ACCEPTED = "Connection accepted!";
    private static final String WAIT = "Please wait until a thread is finished#";
    private static final String ASSIGNED = "Handler assigned!";

    /// A second, and what a busy machine adds.
    private static final Duration SOON = Duration.ofMillis(2_500);

    static List<Named<Consumer<TestClient>>> departures() {
        return List.of(
                Named.of("it breaks the connection", TestClient::abort),
                Named.of("it leaves in order", TestClient::leave),
                Named.of("it half-closes without having asked", TestClient::halfClose));
    }

    @ParameterizedTest
    @MethodSource("departures")
    void clientThatLeavesStopsCounting(Consumer<TestClient> departure) {
        try (TestServer server = TestServer.with().workers(1).waitingMax(3).start();
                TestClient served = server.greeted("Joanne");
                TestClient first = waiting(server, 0);
                TestClient leaving = waiting(server, 1);
                TestClient third = waiting(server, 2)) {
            server.connect("Max").expect("Server busy").expectEnd();
            departure.accept(leaving);

            TestClient fourth = awaitPlace(server);
            fourth.expect(WAIT + 2);
            server.connect("Max").expect("Server busy").expectEnd();
            // Those behind are served in order.
            served.leave();
            first.expect(ASSIGNED);
            first.leave();
            third.expect(ASSIGNED);
            third.leave();
            fourth.expect(ASSIGNED);
            fourth.leave();
        }
    }

    private static TestClient waiting(TestServer server, int ahead) {
        return server.connect("Lily").expect(ACCEPTED, WAIT + ahead);
    }

    /// Comes again until there is a place in the queue; who is turned away takes none.
    private static TestClient awaitPlace(TestServer server) {
        return await().atMost(SOON)
                .until(
                        () -> {
                            TestClient client = server.connect("Zoe");
                            return client.read().equals(ACCEPTED) ? client : null;
                        },
                        client -> client != null);
    }

    @Test
    void clientThatHalfClosedAfterItsRequestsIsServedInItsTurn() {
        try (TestServer server = TestServer.with().workers(1).start();
                TestClient served = server.greeted("Joanne");
                TestClient asking = waiting(server, 0);
                TestClient behind = waiting(server, 1)) {
            asking.sendBytes("REGISTER#Lily#5\nBALANCE\nEXI".getBytes(UTF_8)).halfClose();
            served.leave();

            asking.expect(ASSIGNED, "100 OK", "BALANCE#5").expectEnd();
            behind.expect(ASSIGNED);
        }
    }

    /// A fault of the server's ends one session. Its worker is there for the next one.
    @Test
    void sessionThatFailsDisturbsNobody() {
        UnrulyClock clock = new UnrulyClock();
        try (TestServer server = TestServer.with().workers(2).clock(clock).start();
                TestClient lily = server.newcomer("Lily", "5");
                TestClient unlucky = server.newcomer("Joanne", "0");
                TestClient waiting = server.connect("Max").expect(ACCEPTED, WAIT + 0)) {
            clock.failOnce();
            unlucky.send("HELLO#1").expectGone();

            waiting.expect(ASSIGNED);
            assertThat(waiting.ask("HELLO#1")).startsWith("HELLO#1#");
            assertThat(lily.ask("BALANCE")).isEqualTo("BALANCE#5");
            unlucky.leave();
            await().until(() -> lily.askForStatus("LIST").equals(List.of("5", "Lily#127.0.0.1#0")));
        }
    }
}
