package io.micropay.drills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micropay.money.PaymentOrder;
import io.micropay.testing.CuttingProxy;
import io.micropay.testing.CuttingProxy.Cut;
import io.micropay.testing.Drill;
import io.micropay.testing.PackagedServer;
import io.micropay.testing.PostgresProcess;
import io.micropay.testing.PostgresServer;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestPayments;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server that is told to stop while its database does not answer ends in time, and says what is not known.
@Drill
class ServerStopWithoutDatabaseIT {

    private static final int IO_ERROR = 74;

    /// Four seconds for the sessions, five for the ledger, and the rest for a busy machine.
    private static final Duration STOP_MAX = Duration.ofSeconds(15);

    @TempDir
    Path home;

    private final TestPayments payments = new TestPayments(TestCertificates.shared());
    private final PaymentOrder order = payments.order("Joanne", "1", "Lily");
    private final String trans = TestPayments.trans(payments.sign(order));

    private PackagedServer start(String ledger) {
        PackagedServer server = PackagedServer.in(home)
                .options("--opening-deposit-max", "100", "--ledger", ledger)
                .start();
        for (String person : new String[] {"Joanne", "Lily"}) {
            try (TestClient client = server.greeted(person)) {
                assertThat(client.ask("REGISTER#" + person + "#100")).matches("100 OK|210 FAIL#the name is taken");
            }
        }
        return server;
    }

    private static TestClient loggedIn(PackagedServer server, String person) {
        TestClient client = server.greeted(person);
        Load.logIn(client, person);
        return client;
    }

    private static void stop(PackagedServer server, int exitCode) {
        Instant asked = Instant.now();
        assertThat(server.signal("TERM").awaitExit()).as(server::errors).isEqualTo(exitCode);
        assertThat(Duration.between(asked, Instant.now())).isLessThan(STOP_MAX);
    }

    /// Everybody was told that the server is busy: nothing is open.
    @Test
    void serverStopsInOrderWhileTheDatabaseIsDown() {
        try (PostgresProcess postgres = PostgresProcess.start();
                PackagedServer server = start(postgres.url("postgres"));
                TestClient lily = loggedIn(server, "Lily")) {
            postgres.crash(() -> {
                assertThat(lily.ask(trans)).startsWith("TRANS FAIL#BUSY#");
                stop(server, 0);
            });
            lily.expectEnd();
            assertThat(server.errors()).endsWith("INFO  Stopped\n").doesNotContain("ERROR", "micropay: ");
        }
    }

    /// The payment has no answer, and none is made up. It is on record.
    @Test
    void serverSaysThatTheOutcomeOfABatchIsUnknown() {
        String ledger = PostgresServer.newLedger();
        try (CuttingProxy proxy = CuttingProxy.to(PostgresServer.port());
                PackagedServer server = start(proxy.url(ledger));
                TestClient lily = loggedIn(server, "Lily")) {
            proxy.goDownAt("COMMIT", Cut.BEFORE_THE_ANSWER);
            lily.send(trans);
            await().until(proxy::hasCut);
            stop(server, IO_ERROR);
            lily.expectGone();
            assertFailure(server, "told to stop while the outcome of a batch is unknown");
        }
        try (PackagedServer next = start(ledger);
                TestClient joanne = loggedIn(next, "Joanne")) {
            assertThat(joanne.ask("STATUS#" + order.id())).startsWith("COMMITTED#");
        }
    }

    /// It holds what it is asked for, and does not even say no.
    @Test
    void serverDoesNotWaitForADatabaseThatIsSilent() throws Exception {
        String ledger = PostgresServer.newLedger();
        try (PackagedServer server = start(ledger);
                TestClient lily = loggedIn(server, "Lily");
                Connection other = DriverManager.getConnection(ledger)) {
            other.setAutoCommit(false);
            other.createStatement().execute("LOCK TABLE chain_lock, server, login");
            lily.send(trans);
            stop(server, IO_ERROR);
            lily.expectGone();
            assertFailure(server, "it could not be closed in 5 s");
        }
    }

    private static void assertFailure(PackagedServer server, String reason) {
        assertThat(server.errors())
                .containsOnlyOnce("micropay: error: ")
                .contains("micropay: error: the ledger failed and the server stops: " + reason
                        + "\nmicropay: hint: check the disk or the database; all answered payments are on record\n")
                .doesNotContain("\tat ");
    }
}
