package io.micropay.drills;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.testing.Drill;
import io.micropay.testing.PackagedServer;
import io.micropay.testing.ProofChain;
import io.micropay.testing.TestClient;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The packed server is killed with SIGKILL again and again, under load and while it starts.
///
/// `-Dmicropay.crash.rounds=50` makes a longer drill, and `-Dmicropay.crash.seed=...` the same one again, as far as
/// two processes can be made to do the same again.
@Drill
class CrashIT {

    private static final int ROUNDS = Integer.getInteger("micropay.crash.rounds", 2);
    private static final long SEED = Long.getLong("micropay.crash.seed", System.nanoTime());
    private static final int PAYMENTS_EACH = 200;
    private static final int KILL_WITHIN_MILLIS = 500;
    private static final int KILL_AT_START_WITHIN_MILLIS = 900;

    @TempDir
    Path home;

    private final Random random = new Random(SEED);
    private final Book book = new Book();
    private final Set<String> people = new LinkedHashSet<>(Load.PEOPLE);
    private long unanswered;

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void whatWasAcknowledgedSurvivesEveryKill() throws Exception {
        PackagedServer server = start();
        try {
            Load.registerEverybody(server);
            for (int round = 1; round <= ROUNDS; round++) {
                Load load = Load.prepare(PAYMENTS_EACH, random);
                String newcomer = "Newcomer" + round;
                boolean registered = killUnderLoad(server, load, newcomer);
                book.note(load.sent());
                ProofChain file = LedgerFile.check(home.resolve("data"));
                assertThat(file.lacking(book.proofs()))
                        .as("acknowledged, and lost")
                        .isEmpty();
                if (round % 2 == 0) {
                    killAtStart();
                    assertThat(LedgerFile.check(home.resolve("data")).links()).isEqualTo(file.links());
                }
                server = start();
                if (!registered) {
                    registerAgain(server, newcomer);
                }
                people.add(newcomer);
                unanswered += load.sent().stream()
                        .filter(attempt -> !attempt.wasAnswered())
                        .count();
                try (Audit audit = new Audit(server, book, people)) {
                    audit.check(load.sent());
                }
            }
            System.out.println(
                    "crash drill: " + ROUNDS + " rounds, " + book.proofs().size() + " payments committed, " + unanswered
                            + " without an answer at the kill, seed " + SEED);
        } finally {
            server.close();
        }
        assertThat(unanswered).as("killed under load").isPositive();
    }

    private PackagedServer start() {
        return server().start();
    }

    private PackagedServer.Builder server() {
        return PackagedServer.in(home).options("--opening-deposit-max", Load.DEPOSIT);
    }

    /// Kills the server while everybody pays and somebody registers.
    ///
    /// @return whether the newcomer was told that it is registered
    private boolean killUnderLoad(PackagedServer server, Load load, String newcomer) {
        int killMillis = random.nextInt(KILL_WITHIN_MILLIS);
        int registerMillis = random.nextInt(KILL_WITHIN_MILLIS);
        AtomicReference<@Nullable String> answer = new AtomicReference<>();
        TestClient client = server.greeted(newcomer);
        load.run(
                server,
                () -> CompletableFuture.allOf(
                                Later.in(killMillis, server::kill),
                                Later.in(registerMillis, () -> answer.set(tryToRegister(client, newcomer))))
                        .join());
        assertThat(answer.get()).isIn(null, "100 OK");
        return answer.get() != null;
    }

    private static @Nullable String tryToRegister(TestClient client, String newcomer) {
        try {
            return client.send("REGISTER#" + newcomer + "#" + Load.DEPOSIT).readOrEnd();
        } catch (UncheckedIOException gone) {
            return null;
        }
    }

    /// Whoever was not answered asks again, and then knows.
    private static void registerAgain(PackagedServer server, String newcomer) {
        try (TestClient client = server.greeted(newcomer)) {
            assertThat(client.ask("REGISTER#" + newcomer + "#" + Load.DEPOSIT))
                    .isIn("100 OK", "210 FAIL#the name is taken");
        }
    }

    /// A server that recovers from its log may be killed too.
    private void killAtStart() {
        PackagedServer starting = server().launch();
        Later.in(random.nextInt(KILL_AT_START_WITHIN_MILLIS), starting::kill).join();
    }
}
