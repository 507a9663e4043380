package io.micropay.drills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micropay.testing.Drill;
import io.micropay.testing.PackagedServer;
import io.micropay.testing.PackagedServer.Ended;
import io.micropay.testing.PostgresProcess;
import io.micropay.testing.PostgresServer;
import io.micropay.testing.TestClient;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Two packed servers on one PostgreSQL, under load: one of them is killed with SIGKILL again and again, or PostgreSQL
/// itself is. Nobody gives up before everything is answered, and what was answered holds at both servers.
///
/// The system properties are those of the [CrashIT].
@Drill
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class SharedCrashIT {

    private static final int ROUNDS = Integer.getInteger("micropay.crash.rounds", 1);
    private static final long SEED = Long.getLong("micropay.crash.seed", System.nanoTime());
    private static final int PAYMENTS_EACH = 60;
    private static final int CRASH_WITHIN_MILLIS = 100;
    private static final int DOWN_WITHIN_MILLIS = 500;

    /// When a server that is gone must be off the list.
    private static final Duration GONE_MAX = Duration.ofSeconds(15);

    @TempDir
    Path home;

    private final Random random = new Random(SEED);
    private final Book book = new Book();
    private long repeated;

    @Test
    void whatWasAcknowledgedSurvivesEveryKillOfAServer() throws Exception {
        String ledger = PostgresServer.newLedger();
        try (ServerPair servers = ServerPair.start(home, ledger)) {
            Load.registerEverybody(servers.get(0));
            for (int round = 1; round <= ROUNDS; round++) {
                int victim = random.nextInt(2);
                work(servers, ledger, () -> {
                    pause(CRASH_WITHIN_MILLIS);
                    servers.get(victim).kill();
                    servers.startAgain(victim);
                });
            }
            assertThat(repeated).as("killed under load").isPositive();
            loginsOfAKilledServerVanish(servers);
            verify(ledger);
        }
        report("kills of a server");
    }

    @Test
    void whatWasAcknowledgedSurvivesEveryStopOfTheDatabase() throws Exception {
        try (PostgresProcess postgres = PostgresProcess.start();
                ServerPair servers = ServerPair.start(home, postgres.url("postgres"))) {
            Load.registerEverybody(servers.get(0));
            for (int round = 1; round <= ROUNDS; round++) {
                work(servers, postgres.url("postgres"), () -> {
                    pause(CRASH_WITHIN_MILLIS);
                    postgres.crash(() -> pause(DOWN_WITHIN_MILLIS));
                });
            }
            for (PackagedServer server : servers.both()) {
                assertThat(server.signal("TERM").awaitExit()).isZero();
                assertThat(server.errors())
                        .as("stopped under load, and survived")
                        .contains("WARN  a batch is decided again: ")
                        .doesNotContain("ERROR");
            }
            verify(postgres.url("postgres"));
        }
        report("stops of the database");
    }

    /// Everybody works at both servers and comes to know what has become of everything. Then either of the servers is
    /// held to it, and the database.
    private void work(ServerPair servers, String ledger, Runnable meanwhile) throws SQLException {
        Load load = Load.prepare(PAYMENTS_EACH, random);
        load.run(servers, meanwhile);
        assertThat(load.attempts()).allMatch(Attempt::isSettled);
        book.note(load.attempts());
        repeated += load.attempts().stream().filter(Attempt::wasRepeated).count();
        try (Audit audit = new Audit(servers.get(random.nextInt(2)), book, Load.PEOPLE)) {
            audit.check(load.attempts());
        }
        assertThat(LedgerTables.check(ledger).lacking(book.proofs()))
                .as("acknowledged, and lost")
                .isEmpty();
    }

    private void pause(int millisMax) {
        Later.in(random.nextInt(millisMax), () -> {}).join();
    }

    private static void loginsOfAKilledServerVanish(ServerPair servers) {
        try (TestClient ada = servers.get(0).greeted("Ada");
                TestClient ben = servers.get(1).greeted("Ben")) {
            Load.logIn(ada, "Ada");
            Load.logIn(ben, "Ben");
            await().until(() -> online(ada).equals(List.of("Ada", "Ben")));
            servers.get(1).kill();
            assertThat(online(ada)).containsExactly("Ada", "Ben");
            await().atMost(GONE_MAX).until(() -> online(ada).equals(List.of("Ada")));
        }
    }

    private static List<String> online(TestClient client) {
        return client.askForStatus("LIST").stream()
                .skip(1)
                .map(entry -> entry.substring(0, entry.indexOf('#')))
                .toList();
    }

    private void verify(String ledger) {
        Ended verified = LedgerTool.run(home, "verify", "--ledger", ledger);
        assertThat(verified.errors()).isEmpty();
        assertThat(verified.exitCode()).isZero();
    }

    private void report(String crashes) {
        System.out.println("shared crash drill: " + ROUNDS + " " + crashes + ", "
                + book.proofs().size() + " payments committed, " + repeated + " requests made again, seed " + SEED);
    }
}
