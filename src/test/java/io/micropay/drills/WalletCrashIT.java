package io.micropay.drills;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.net.LineChannel;
import io.micropay.testing.Drill;
import io.micropay.testing.PackagedClient;
import io.micropay.testing.ScriptedPayee;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestServer;
import io.micropay.wire.PeerMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The packed wallet is killed with SIGKILL at each step of a payment. Its next run says what became of it, and nothing
/// is paid twice.
@Drill
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class WalletCrashIT {

    private static final String PAY = "login\npay Lily 7 two teas\n";
    private static final Pattern OPEN =
            Pattern.compile("open +([0-9a-f-]{36}) +7 to Lily \\(\"two teas\"\\), can be paid until .*");

    @TempDir
    private Path home;

    private final CompletableFuture<PackagedClient> victim = new CompletableFuture<>();
    private final CompletableFuture<String> played = new CompletableFuture<>();
    private final AtomicReference<PeerMessage.@Nullable Order> seen = new AtomicReference<>();
    private TestServer server;
    private ScriptedPayee lily;

    /// What the payee has done when it has the wallet killed.
    enum Step {
        GOT_THE_ORDER,
        ACCEPTED,
        SUBMITTED,
        NOTHING
    }

    /// What there is to find out after a kill.
    enum End {
        NONE,
        OPEN,
        PAID
    }

    @BeforeEach
    void joanneHasTen() {
        server = TestServer.start();
        server.certificates().writeTo(home.resolve("certs"), "Joanne");
        try (TestClient joanne = server.newcomer("Joanne", "10")) {
            joanne.send("EXIT").expect("Bye");
        }
    }

    @AfterEach
    void stop() {
        lily.close();
        server.close();
    }

    /// The first payment of a wallet makes seventeen syncs. Eleven of them are of the names of new folders:
    /// the wallet's own as it logs in (1 to 4), then those of the orders (5 to 7), the receipts (10),
    /// and the orders that have ended (13 to 15). The others are, each with that of its folder,
    /// of the order (8 and 9), the receipt (11 and 12), and the order's end (16 and 17).
    @ParameterizedTest
    @CsvSource({"1, NONE", "8, NONE", "9, OPEN", "10, PAID", "11, PAID", "12, PAID", "16, PAID", "17, PAID"})
    void killedAtAnyOfItsSyncsItKnowsTheNextTime(int sync, End end) throws Exception {
        Strace.requireUsable();
        lily = ScriptedPayee.online(
                server, "Lily", (channel, order, payee) -> play(channel, order, Step.NOTHING, true));
        try (PackagedClient joanne = PackagedClient.under(killingAt(sync), home, options())) {
            joanne.type(PAY);
            assertThat(joanne.exitCode()).isNotZero();
            assertThat(joanne.output()).doesNotContain("-> OK! Server updated our payment.");
        }
        assertEnd(end);
    }

    @ParameterizedTest
    @CsvSource({
        "GOT_THE_ORDER, false, OPEN",
        "GOT_THE_ORDER, true, PAID",
        "ACCEPTED, false, OPEN",
        "ACCEPTED, true, PAID",
        "SUBMITTED, true, PAID"
    })
    void killedWhileItWaitsItKnowsTheNextTime(Step step, boolean submits, End end) throws Exception {
        lily = ScriptedPayee.online(server, "Lily", (channel, order, payee) -> play(channel, order, step, submits));
        try (PackagedClient joanne = PackagedClient.piped(home, options())) {
            victim.complete(joanne);
            joanne.type(PAY);
            assertThat(joanne.exitCode()).isNotZero();
        }
        played.get();
        assertEnd(end);
    }

    /// An honest payee, who has the wallet killed on the way.
    private void play(LineChannel channel, PeerMessage.Order order, Step kill, boolean submits) throws Exception {
        seen.set(order);
        killAt(Step.GOT_THE_ORDER, kill);
        if (kill != Step.GOT_THE_ORDER) {
            channel.write(lily.accepted(order));
        }
        killAt(Step.ACCEPTED, kill);
        String answer = submits ? lily.submit(order) : "";
        killAt(Step.SUBMITTED, kill);
        played.complete(answer);
        if (kill == Step.NOTHING) {
            channel.write(answer);
        }
    }

    private void killAt(Step here, Step kill) throws Exception {
        if (here == kill) {
            victim.get().kill();
        }
    }

    private void assertEnd(End end) throws Exception {
        switch (end) {
            case NONE -> {
                assertThat(nextRun("payments\n", 0)).contains("You have signed no orders.");
                assertBalance("10");
            }
            case OPEN -> assertOpenAndThenCancelled();
            case PAID -> {
                assertThat(nextRun("payments\n" + PAY, 1))
                        .contains("An earlier order, 7 to Lily, was paid.")
                        .containsPattern("committed +[0-9a-f-]{36} +7 to Lily")
                        .contains("the same was paid by an order that an earlier run has left");
                assertThat(receipts()).hasSize(1);
                assertBalance("3");
            }
        }
    }

    /// What is open is not paid again, and ends when the person says so.
    private void assertOpenAndThenCancelled() throws Exception {
        String said = nextRun("payments\n" + PAY, 69);
        assertThat(said).contains("an order for the same is open still").contains("micropay: hint: payments says");
        MatchResult open = OPEN.matcher(said).results().findFirst().orElseThrow();
        assertThat(nextRun("cancel " + open.group(1) + "\npayments\n", 0))
                .contains("-> Cancelled for good: 7 to Lily (\"two teas\").")
                .containsPattern("cancelled +" + open.group(1));
        if (seen.get() != null) {
            assertThat(lily.submit(seen.get())).startsWith("TRANS FAIL#CANCELLED");
        }
        assertThat(receipts()).isEmpty();
        assertBalance("10");
    }

    /// All that the wallet says when it is started once more.
    private String nextRun(String typed, int exitCode) throws Exception {
        try (PackagedClient joanne = PackagedClient.piped(home, options())) {
            joanne.type(typed);
            if (exitCode == 0) {
                joanne.end();
            }
            assertThat(joanne.exitCode()).as(joanne::errors).isEqualTo(exitCode);
            return joanne.output() + joanne.errors();
        }
    }

    private void assertBalance(String amount) {
        try (TestClient joanne = server.greeted("Joanne")) {
            assertThat(joanne.ask("BALANCE")).isEqualTo("BALANCE#" + amount);
        }
    }

    private List<Path> receipts() throws IOException {
        Path folder = home.resolve(".local/share/micropay/Joanne/receipts");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json")).toList();
        }
    }

    private String[] options() {
        return new String[] {"127.0.0.1", Integer.toString(server.port()), "--name", "Joanne"};
    }

    /// Without `--seccomp-bpf`, which has strace miscount the calls.
    private static List<String> killingAt(int sync) {
        String inject = "inject=fsync:signal=SIGKILL:when=" + sync;
        return List.of("strace", "-f", "-o", "/dev/null", "-e", "trace=fsync", "-e", inject);
    }
}
