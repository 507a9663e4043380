package io.micropay.drills;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.testing.PackagedServer;
import io.micropay.testing.ProofChain;
import io.micropay.testing.TestClient;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A server that is asked to stop answers what it has begun, and ends in time.
class ServerStopIT {

    private static final Duration STOP_MAX = Duration.ofSeconds(5);
    private static final int PAYMENTS_EACH = 300;
    private static final int LOAD_MILLIS = 300;

    @TempDir
    Path home;

    /// What is in the ledger in the end is what was answered: nothing was committed for nobody, and nothing answered in
    /// vain.
    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void openPaymentsAreAnsweredAndTheLedgerIsClosed(String signal) throws Exception {
        Load load = Load.prepare(PAYMENTS_EACH, new Random(1));
        Book book = new Book();
        try (PackagedServer server = PackagedServer.in(home)
                .options("--opening-deposit-max", Load.DEPOSIT)
                .start()) {
            Load.registerEverybody(server);
            // One that only listens and one that has not said a word hold nothing up.
            TestClient idle = server.greeted("Idle");
            Socket silent = new Socket(InetAddress.getLoopbackAddress(), server.port());
            load.run(
                    server,
                    () -> Later.in(LOAD_MILLIS, () -> stop(server, signal)).join());
            idle.expectEnd();
            silent.close();
            assertThat(server.output()).matches(PackagedServer.READY);
            assertThat(server.errors())
                    .contains("INFO  Stopping: no new connections, open payments are answered\n")
                    .endsWith("INFO  Stopped\n")
                    .doesNotContain("ERROR", "WARN");
        }
        book.note(load.sent());
        Path data = home.resolve("data");
        List<String> committed = LedgerFile.check(data).links().stream()
                .filter(link -> !link.contains("#@treasury#"))
                .toList();
        assertThat(committed)
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(
                        book.proofs().stream().map(ProofChain::link).toList());
        assertThat(data.resolve("ledger.db-wal")).doesNotExist();
    }

    private static void stop(PackagedServer server, String signal) {
        Instant asked = Instant.now();
        assertThat(server.signal(signal).awaitExit()).isZero();
        assertThat(Duration.between(asked, Instant.now())).isLessThan(STOP_MAX);
    }
}
