package io.micropay.cli;

import static io.micropay.testing.TestDays.report;
import static io.micropay.testing.TestDays.settle;
import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestDays;
import io.micropay.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A ledger of several settled days: the first that is wrong is named, whatever is wrong with it.
class LedgerVerifyManyDaysIT {

    private static final TestCertificates CERTIFICATES = TestCertificates.shared();

    @TempDir
    private Path home;

    private final TestDays days = new TestDays(CERTIFICATES);
    private final LocalDate first = days.date().minusDays(3);
    private final LocalDate second = days.date().minusDays(2);
    private final LocalDate third = days.date().minusDays(1);

    @BeforeEach
    void settleThreeDays() throws Exception {
        CERTIFICATES.writeTo(home.resolve("certs"));
        TestServer server = TestServer.with()
                .folder(Files.createDirectory(home.resolve("data")))
                .clock(days.clock())
                .start();
        try (TestClient lily = server.newcomer("Lily", "0");
                TestClient mel = server.newcomer("Mel", "0")) {
            for (LocalDate day : new LocalDate[] {first, second, third}) {
                report(lily, settle(lily, day, days.sealed("Lily", days.csv("Lily", day))));
            }
            assertThat(mel.ask("BALANCE")).isEqualTo("BALANCE#0");
        } finally {
            // Its folder is what is verified.
            server.stop();
        }
    }

    private Invocation verify() {
        return Invocation.of(
                new LedgerVerifyCommand(),
                "--data-dir",
                home.resolve("data").toString(),
                "--certs",
                home.resolve("certs").toString());
    }

    private void change(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("data/ledger.db"));
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isPositive();
        }
    }

    private void assertWrong(String day, String problem) {
        assertThat(verify().err())
                .startsWith("micropay: error: ")
                .contains(day + "): ", problem)
                .hasLineCount(2);
        assertThat(verify().exitCode()).isEqualTo(ExitCode.REFUSED);
    }

    private static String lily(LocalDate day) {
        return "(Lily " + day;
    }

    @Test
    void firstWrongDayIsNamed() throws Exception {
        assertThat(verify().out()).contains("ok      3 settled days, ");

        change("UPDATE settlement SET file_hash = zeroblob(32) WHERE day > '" + first + "'");
        assertWrong(lily(second), "its report is about another file");
        change("UPDATE settlement SET day = '2026-02-30' WHERE day = '" + first + "'");
        assertWrong("(Lily 2026-02-30", "its date is none");
    }

    @Test
    void dayOfNobodyIsWrong() throws Exception {
        change("UPDATE settlement SET merchant = 99 WHERE day = '" + second + "'");

        assertWrong("99 (" + second, "its merchant has no account");
    }

    @Test
    void dayOfAnotherMerchantIsWrong() throws Exception {
        change("UPDATE settlement SET merchant = (SELECT number FROM account WHERE name = 'Mel') WHERE day = '" + third
                + "'");

        assertWrong("(Mel " + third, "its report is about another day");
    }

    @Test
    void firstDayWithUntrueFilesIsNamedAfterTheLedger() throws Exception {
        Path folder = home.resolve("data/settlements/lily");
        Files.delete(folder.resolve(third + ".p7m"));
        Files.delete(folder.resolve(second + "-report.p7m"));
        assertWrong(lily(second), "there is no " + folder.resolve(second + "-report.p7m"));

        change("UPDATE settlement SET file_hash = zeroblob(32) WHERE day = '" + third + "'");
        assertWrong(lily(third), "its report is about another file");
    }
}
