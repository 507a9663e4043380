package io.micropay.drills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micropay.testing.Drill;
import io.micropay.testing.PackagedServer;
import io.micropay.testing.PackagedServer.Ended;
import io.micropay.testing.PostgresServer;
import io.micropay.testing.TestClient;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server needs its database's password, and tells it nobody, however much it is asked to tell.
@Drill
class DatabasePasswordIT {

    private static final String PASSWORD = "correct-horse-battery-staple";
    private static final String VARIABLE = "MICROPAY_LEDGER_PASSWORD";
    private static final int CONFIGURATION = 78;

    @TempDir
    Path home;

    private final String user = PostgresServer.newUser(PASSWORD);
    private final String administrator = PostgresServer.newLedger();
    private final String url = administrator.replace("user=postgres", "user=" + user);

    @BeforeEach
    void letUserIn() {
        PostgresServer.execute(
                administrator, "ALTER SCHEMA " + PostgresServer.schema(administrator) + " OWNER TO " + user);
    }

    private PackagedServer.Builder server(String password) {
        return PackagedServer.in(home).options("-v", "--debug", "--ledger", url).environment(VARIABLE, password);
    }

    @Test
    void itIsInNoLogAndNoArgument() {
        try (PackagedServer server = server(PASSWORD).start()) {
            try (TestClient joanne = server.greeted("Joanne")) {
                assertThat(joanne.ask("REGISTER#Joanne#0")).isEqualTo("100 OK");
                assertThat(server.processHandle().info().commandLine().orElse(""))
                        .doesNotContain(PASSWORD);
                PostgresServer.execute(
                        administrator,
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '" + user + "'");
                await().until(() -> joanne.ask("BALANCE").equals("BALANCE#0"));
            }
            assertThat(server.signal("TERM").awaitExit()).isZero();
            assertThat(server.output() + server.errors())
                    .contains("INFO  Stopped")
                    .doesNotContain(PASSWORD);
        }
    }

    @Test
    void wrongOneIsNotRepeated() {
        String wrong = "wrong-" + PASSWORD;

        Ended ended = server(wrong).run();

        assertThat(ended.exitCode()).as(ended.errors()).isEqualTo(CONFIGURATION);
        assertThat(ended.output() + ended.errors())
                .contains("micropay: error: ")
                .doesNotContain(wrong);
    }
}
