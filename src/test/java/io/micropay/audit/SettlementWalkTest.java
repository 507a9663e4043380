package io.micropay.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.ledger.ArchivedSettlement;
import io.micropay.ledger.LedgerArchive;
import io.micropay.ledger.LedgerArchive.Snapshot;
import io.micropay.ledger.jdbc.JdbcArchive;
import io.micropay.money.AccountName;
import io.micropay.testing.SignedLedger;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestHeadOffice;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How settled days are audited beside a server that goes on settling days.
class SettlementWalkTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 11, 20);
    private static final int DAYS = 3;

    @TempDir
    private Path data;

    private TestHeadOffice office;
    private Path file;
    private SignedLedger ledger;

    @BeforeEach
    void settleDays() {
        file = data.resolve("ledger.db");
        office = new TestHeadOffice(data);
        ledger = SignedLedger.in(file).open("Lily", "10");
        FIRST.datesUntil(FIRST.plusDays(DAYS)).forEach(date -> office.settle(ledger, "Lily", date));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    /// Files that are all right, and what happens when one is asked about them.
    private static class WatchedFiles implements SettledFiles {
        @Override
        public List<String> problems(AuditedDay day) {
            return List.of();
        }

        @Override
        public List<StrayReport> others(AuditedDay day) {
            return List.of();
        }

        @Override
        public void strays(BiPredicate<AccountName, LocalDate> isSettled, Consumer<StrayReport> each) {}
    }

    private AuditReport audit(LedgerArchive archive, SettledFiles files) throws InterruptedException {
        return LedgerAudit.of(archive)
                .withSettlements(TestCertificates.shared().ca(), files)
                .run();
    }

    /// While a reader stands still in it, a log can be copied back, but not begun anew: it grows without end.
    @Test
    void logIsEmptiedWhileDaysAreLookedAt() throws Exception {
        ledger.close();
        List<Integer> readersInTheWay = new ArrayList<>();
        SettledFiles files = new WatchedFiles() {
            @Override
            public List<String> problems(AuditedDay day) {
                readersInTheWay.add(writeAndEmptyLog());
                return super.problems(day);
            }
        };
        try (LedgerArchive archive = JdbcArchive.of(file)) {
            assertThat(audit(archive, files).settledVerified()).contains((long) DAYS);
        }
        assertThat(readersInTheWay).hasSize(DAYS).containsOnly(0);
    }

    /// As a server does; 1 when somebody who reads is in the way.
    private int writeAndEmptyLog() {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO cancellation VALUES (1, randomblob(16), 1)");
            try (ResultSet busy = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
                return busy.getInt(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void reportIsReadOnce() throws Exception {
        List<ArchivedSettlement> read = new ArrayList<>();
        try (LedgerArchive archive = JdbcArchive.of(file)) {
            assertThat(audit(watched(LedgerArchive.class, archive, read), new WatchedFiles())
                            .isRight())
                    .isTrue();
        }
        assertThat(read)
                .extracting(ArchivedSettlement::date)
                .doesNotHaveDuplicates()
                .hasSize(DAYS);
    }

    /// An archive or a snapshot of one, that notes which settled days are read with their reports.
    private static <T> T watched(Class<T> type, T watched, List<ArchivedSettlement> read) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("settlements")) {
                        @SuppressWarnings("unchecked")
                        Consumer<List<ArchivedSettlement>> pages = (Consumer<List<ArchivedSettlement>>) arguments[0];
                        Consumer<List<ArchivedSettlement>> noted = page -> {
                            read.addAll(page);
                            pages.accept(page);
                        };
                        return method.invoke(watched, noted);
                    }
                    Object answer = method.invoke(watched, arguments);
                    return answer instanceof Snapshot snapshot ? watched(Snapshot.class, snapshot, read) : answer;
                }));
    }

    /// Its report was not there when the audit began, and neither was its row.
    @Test
    void dayThatIsSettledMeanwhileIsNotLost() throws Exception {
        LocalDate next = FIRST.plusDays(DAYS);
        byte[] report = office.report("Lily", next);
        SettledFiles files = new WatchedFiles() {
            @Override
            public void strays(BiPredicate<AccountName, LocalDate> isSettled, Consumer<StrayReport> each) {
                office.settleUnseen(ledger, "Lily", next, report);
                each.accept(new StrayReport("its report", report));
            }
        };
        try (LedgerArchive archive = JdbcArchive.of(file)) {
            AuditReport found = audit(archive, files);
            assertThat(found.firstWrong()).isEmpty();
            assertThat(found.settledVerified()).contains((long) DAYS);
        }
    }
}
