package io.micropay.drills;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.testing.Drill;
import io.micropay.testing.PackagedServer;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The packed server is killed with SIGKILL while shops sell: what is on hand and what is sold is what there was, each
/// sale has its payment, and each payment its sale.
@Drill
class SaleCrashIT {

    private static final int ROUNDS = Integer.getInteger("micropay.crash.rounds", 2);
    private static final long SEED = Long.getLong("micropay.crash.seed", System.nanoTime());
    private static final int KILL_WITHIN_MILLIS = 500;

    @TempDir
    Path home;

    private final Random random = new Random(SEED);
    private final Market market = new Market();

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void whatIsPaidIsSoldAndWhatIsSoldIsPaid() throws Exception {
        PackagedServer server = start();
        int sales = 0;
        try {
            Market.open(server);
            for (int round = 1; round <= ROUNDS; round++) {
                PackagedServer open = server;
                market.run(
                        open,
                        random,
                        () -> Later.in(random.nextInt(KILL_WITHIN_MILLIS), open::kill)
                                .join());
                LedgerFile.check(home.resolve("data"));
                Set<String> sold =
                        LedgerFile.read(home.resolve("data"), tables -> ShopTables.check(tables, Market.STOCK));
                assertThat(market.acknowledged())
                        .extracting(order -> order.id().toString())
                        .as("acknowledged, and not sold")
                        .isSubsetOf(sold);
                sales = sold.size();
                assertThat(sales).isLessThanOrEqualTo(market.acknowledged().size() + market.unanswered());
                server = start();
            }
            System.out.println("sale crash drill: " + ROUNDS + " rounds, " + sales + " sales, " + market.unanswered()
                    + " without an answer at the kill, seed " + SEED);
        } finally {
            server.close();
        }
        assertThat(sales).isPositive();
        assertThat(market.unanswered()).as("killed under load").isPositive();
    }

    private PackagedServer start() {
        return PackagedServer.in(home).options("--opening-deposit-max", "10000").start();
    }
}
