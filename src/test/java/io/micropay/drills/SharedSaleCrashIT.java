package io.micropay.drills;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.testing.Drill;
import io.micropay.testing.PackagedServer.Ended;
import io.micropay.testing.PostgresProcess;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Two packed servers on one PostgreSQL sell the last items of a shop, while by turns one of them is killed with
/// SIGKILL and PostgreSQL is stopped at once. Everybody asks until he is answered: then everything is sold, once, and
/// each sale has its payment.
///
/// The system properties are those of the [CrashIT].
@Drill
class SharedSaleCrashIT {

    private static final int ROUNDS = Integer.getInteger("micropay.crash.rounds", 2);
    private static final long SEED = Long.getLong("micropay.crash.seed", System.nanoTime());
    private static final int CRASH_WITHIN_MILLIS = 100;
    private static final int DOWN_WITHIN_MILLIS = 300;

    @TempDir
    Path home;

    private final Random random = new Random(SEED);
    private final LastItems items = new LastItems();

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void lastItemsAreSoldOnceWhateverCrashes() throws Exception {
        try (PostgresProcess postgres = PostgresProcess.start();
                ServerPair servers = ServerPair.start(home, postgres.url("postgres"))) {
            LastItems.open(servers.get(0));
            for (int round = 1; round <= ROUNDS; round++) {
                int repeatsBefore = items.repeats();
                boolean killsServer = round % 2 == 1;
                items.sellOut(servers, random, () -> {
                    pause(CRASH_WITHIN_MILLIS);
                    if (killsServer) {
                        killOne(servers);
                    } else {
                        postgres.crash(() -> pause(DOWN_WITHIN_MILLIS));
                    }
                });
                if (killsServer) {
                    // A database that is soon back is asked again by the servers, and no client need notice.
                    assertThat(items.repeats()).as("crashed under load").isGreaterThan(repeatsBefore);
                }
                assertAllIsSold(postgres.url("postgres"), round);
            }
            Ended verified = LedgerTool.run(home, "verify", "--ledger", postgres.url("postgres"));
            assertThat(verified.errors()).isEmpty();
            assertThat(verified.exitCode()).isZero();
        }
        System.out.println("shared sale crash drill: " + ROUNDS + " rounds, "
                + items.acknowledged().size() + " sales, " + items.repeats() + " requests made again, seed " + SEED);
    }

    private void killOne(ServerPair servers) {
        int victim = random.nextInt(2);
        servers.get(victim).kill();
        servers.startAgain(victim);
    }

    private void pause(int millisMax) {
        Later.in(random.nextInt(millisMax), () -> {}).join();
    }

    private void assertAllIsSold(String ledger, int round) throws SQLException {
        LedgerTables.check(ledger);
        try (Connection connection = DriverManager.getConnection(ledger);
                Statement statement = connection.createStatement()) {
            Set<String> sold = ShopTables.check(statement, (long) round * LastItems.STOCK);
            assertThat(sold).containsExactlyInAnyOrderElementsOf(items.acknowledged());
            assertThat(ShopTables.onHand(statement)).isZero();
        }
    }
}
