package io.micropay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micropay.testing.TestClient;
import io.micropay.testing.TestServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// A key is revoked while the server runs. See also the session `revoked.txt`.
class RevocationIT {

    /// A second, and what a busy machine adds.
    private static final Duration SOON = Duration.ofMillis(2_500);

    @Test
    void openSessionsAreCutWithinASecond() {
        try (TestServer server = TestServer.start();
                TestClient session = server.newcomer("Joanne", "10");
                TestClient lily = server.newcomer("Lily", "0")) {
            long start = System.nanoTime();
            server.revoke("Joanne");

            session.expectEnd();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
            session.leave();
            await().atMost(SOON).until(() -> lily.askForStatus("LIST").size() == 2);
        }
    }

    /// The lock keeps the server's own watch from its round, so that the login comes first.
    @Test
    void loginIsRefusedEvenBeforeTheSessionIsCut() {
        try (TestServer server = TestServer.start();
                TestClient first = server.newcomer("Joanne", "10");
                TestClient second = server.greeted("Joanne")) {
            synchronized (server.revokedKeys()) {
                server.revoke("Joanne");
                server.revokedKeys().refresh();

                assertThat(second.ask("LOGIN#Joanne#0#TAKEOVER")).startsWith("220 AUTH_FAIL#");
                assertThat(first.ask("BALANCE")).isEqualTo("BALANCE#10");
            }
            // Whoever noticed the change, and when: no session of the key stays.
            second.expectEnd();
            first.expectEnd();
        }
    }
}
