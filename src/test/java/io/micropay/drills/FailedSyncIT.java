package io.micropay.drills;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.money.PaymentOrder;
import io.micropay.testing.Drill;
import io.micropay.testing.PackagedServer;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestPayments;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A sync that fails is the end of the server: the system may have dropped what it was to make durable, and reports
/// success when it is asked again.
@Drill
class FailedSyncIT {

    private static final int IO_ERROR = 74;
    private static final String SYNCS = "fsync,fdatasync";

    /// Only this one fails. Each thread's calls are counted for themselves: so it is one for a payment, and not the
    /// first.
    private static final int FAILING_SYNC = 6;

    private static final int PAYMENTS_MAX = 10;
    private static final List<String> PEOPLE = List.of("Joanne", "Lily");

    @TempDir
    Path home;

    private final TestPayments payments = new TestPayments(TestCertificates.shared());
    private final Book book = new Book();

    @BeforeAll
    static void requireStrace() {
        Strace.requireUsable();
    }

    @Test
    void failedSyncStopsTheServerAndNobodyIsToldOk() throws Exception {
        registerEverybody();
        Attempt unlucky;
        try (PackagedServer failing = PackagedServer.in(home)
                .under(Strace.tracing(
                        SYNCS, home.resolve("trace"), "-e", "inject=" + SYNCS + ":error=EIO:when=" + FAILING_SYNC))
                .start()) {
            unlucky = payUntilSilence(failing);
            assertThat(failing.awaitExit()).isEqualTo(IO_ERROR);
            assertThat(failing.errors())
                    .containsOnlyOnce("micropay: error: ")
                    .contains("micropay: error: the ledger failed and the server stops: ")
                    .contains("micropay: hint: check the disk or the database; all answered payments are on record\n")
                    .doesNotContain("\tat ");
        }
        assertThat(book.proofs()).isNotEmpty();
        assertThat(LedgerFile.check(home.resolve("data")).lacking(book.proofs()))
                .isEmpty();
        try (PackagedServer healthy = PackagedServer.in(home).start();
                Audit audit = new Audit(healthy, book, PEOPLE)) {
            audit.checkStatus(book.orders());
            audit.submitAgain(unlucky);
            audit.checkHistories();
        }
    }

    private void registerEverybody() {
        try (PackagedServer server =
                PackagedServer.in(home).options("--opening-deposit-max", "100").start()) {
            for (String person : PEOPLE) {
                try (TestClient client = server.greeted(person)) {
                    assertThat(client.ask("REGISTER#" + person + "#100")).isEqualTo("100 OK");
                }
            }
            assertThat(server.signal("TERM").awaitExit()).isZero();
        }
    }

    /// Pays until a payment is not answered, and returns that one.
    private Attempt payUntilSilence(PackagedServer server) {
        TestClient lily = server.greeted("Lily");
        Load.logIn(lily, "Lily");
        for (int i = 0; i < PAYMENTS_MAX; i++) {
            PaymentOrder order = payments.order("Joanne", "1", "Lily");
            Attempt attempt = new Attempt(order, TestPayments.trans(payments.sign(order)));
            attempt.make(lily);
            if (!attempt.wasAnswered()) {
                return attempt;
            }
            assertThat(attempt.answer()).startsWith("TRANS OK#");
            book.note(List.of(attempt));
        }
        throw new AssertionError("the failed sync went unnoticed");
    }
}
