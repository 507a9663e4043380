package io.micropay.drills;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.drills.SystemCalls.Exchange;
import io.micropay.testing.PackagedServer;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestPayments;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// No answer that changed the ledger leaves before the change is on the disk. Killing the server cannot show that,
/// since the system keeps what a dead process has written: so its system calls are watched.
class DurabilityIT {

    private static final int PAYMENTS = 10;

    /// Two registrations, the payments and a cancellation.
    private static final int CHANGES = 2 + PAYMENTS + 1;

    private static final String CHANGE = "100 OK|CANCELLED|TRANS OK#.*";

    /// Header, content type, authentication tag and padding of a TLS record.
    private static final int RECORD_OVERHEAD_MAX = 64;

    @TempDir
    Path home;

    private final TestPayments payments = new TestPayments(TestCertificates.shared());
    private final List<String> joannesAnswers = new ArrayList<>();
    private final List<String> lilysAnswers = new ArrayList<>();

    @BeforeAll
    static void requireStrace() {
        Strace.requireUsable();
    }

    @Test
    void everyAnswerWaitsForTheSyncOfWhatItTells() throws Exception {
        Traced traced = traced();
        assertThat(traced.changes()).hasSize(CHANGES);
        assertThat(traced.premature()).isEmpty();
        assertThat(traced.calls()
                        .isFolderSynced(
                                home.resolve("data").toRealPath(),
                                traced.changes().getFirst()))
                .as("the names of the ledger's files are synced")
                .isTrue();
        assertThat(traced.calls().isDurable(traced.question()))
                .as("a question is answered without a sync, so the check tells one from the other")
                .isFalse();
    }

    @Test
    void withoutSyncsTheSameCheckFindsEveryAnswer() throws Exception {
        Traced traced = traced("-Dmicropay.ledger.synchronous=OFF");
        assertThat(traced.premature()).hasSize(CHANGES);
    }

    /// @param changes the exchanges that changed the ledger
    /// @param question a request that changed nothing
    private record Traced(SystemCalls calls, List<Exchange> changes, Exchange question) {

        /// Changes that were told before they were durable.
        List<Exchange> premature() {
            return changes.stream().filter(change -> !calls.isDurable(change)).toList();
        }
    }

    private Traced traced(String... jvmOptions) throws IOException {
        Path trace = home.resolve("trace");
        try (PackagedServer server = PackagedServer.in(home)
                .under(Strace.tracing(SystemCalls.TRACED, trace))
                .jvm(jvmOptions)
                .options("--opening-deposit-max", "100")
                .start()) {
            play(server);
            assertThat(server.signal("TERM").awaitExit()).isZero();
        }
        SystemCalls calls = SystemCalls.parse(trace);
        Map<Exchange, String> answers = new LinkedHashMap<>(exchanges(calls, 0, joannesAnswers));
        answers.putAll(exchanges(calls, 1, lilysAnswers));
        return new Traced(
                calls,
                matching(answers, CHANGE),
                matching(answers, "BALANCE#.*").getFirst());
    }

    private static List<Exchange> matching(Map<Exchange, String> answers, String pattern) {
        return answers.entrySet().stream()
                .filter(answer -> answer.getValue().matches(pattern))
                .map(Map.Entry::getKey)
                .toList();
    }

    /// One request after the other, so that each answer has a sync of its own.
    private void play(PackagedServer server) {
        TestClient joanne = server.greeted("Joanne");
        TestClient lily = server.greeted("Lily");
        lilysAnswers.add(lily.ask("REGISTER#Lily#100"));
        joannesAnswers.add(joanne.ask("REGISTER#Joanne#100"));
        lilysAnswers.add(Load.logIn(lily, "Lily"));
        for (int i = 0; i < PAYMENTS; i++) {
            lilysAnswers.add(lily.ask(TestPayments.trans(payments.sign(payments.order("Joanne", "1", "Lily")))));
        }
        joannesAnswers.add(
                joanne.ask("CANCEL#" + payments.order("Joanne", "1", "Lily").id()));
        joannesAnswers.add(joanne.ask("BALANCE"));
        // Without a word, which would look like another exchange.
        joanne.abort();
        lily.abort();
        assertThat(joannesAnswers).containsExactly("100 OK", "CANCELLED", "BALANCE#90");
    }

    /// The exchanges at the end of the `number`th connection, with their answers. What strace saw is encrypted, but
    /// must be as long as the answer.
    private static Map<Exchange, String> exchanges(SystemCalls calls, int number, List<String> answers) {
        List<Exchange> all = calls.exchanges(number);
        List<Exchange> last = all.subList(all.size() - answers.size(), all.size());
        Map<Exchange, String> exchanges = new LinkedHashMap<>();
        for (int i = 0; i < last.size(); i++) {
            long written = last.get(i).answer().result();
            int length = answers.get(i).length();
            assertThat(written).isGreaterThan(length).isLessThan(length + RECORD_OVERHEAD_MAX);
            exchanges.put(last.get(i), answers.get(i));
        }
        return exchanges;
    }
}
