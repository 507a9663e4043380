package io.micropay.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micropay.ledger.LedgerException;
import io.micropay.ledger.LedgerStore;
import io.micropay.ledger.StoreBusyException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// What the writer makes of SQLite's failures: only those that leave nothing behind may pass.
class SqliteWriterTest {

    @TempDir
    Path folder;

    private Path file;
    private Connection connection;
    private FailingDialect dialect;
    private SqliteWriter writer;

    @BeforeEach
    void openWriter() throws SQLException {
        file = folder.resolve("ledger.db");
        SqliteStore.open(file).close();
        connection = new SqliteConnections(file).openWriter();
        dialect = new FailingDialect();
        writer = new SqliteWriter(new KeptStatements(connection), dialect);
    }

    @AfterEach
    void closeWriter() throws SQLException {
        connection.close();
    }

    /// SQLite's dialect, with a commit that fails when it is told to.
    private static final class FailingDialect extends SqliteDialect {

        private SQLiteErrorCode commitFailure = SQLiteErrorCode.SQLITE_OK;

        @Override
        public void commit(Connection connection) throws SQLException {
            if (commitFailure != SQLiteErrorCode.SQLITE_OK) {
                throw new SQLiteException("commit failed", commitFailure);
            }
            super.commit(connection);
        }
    }

    private LedgerStore.Batch begin() throws StoreBusyException {
        writer.begin(Set.of());
        return new JdbcBatch(writer);
    }

    private void insertAccount(int number) throws SQLException {
        Sql.execute(
                connection,
                "INSERT INTO account VALUES (" + number + ", 'A" + number + "', 'a" + number
                        + "', randomblob(3000), randomblob(32), 0)");
    }

    private long accounts() throws SQLException {
        return Sql.number(connection, "SELECT count(*) FROM account");
    }

    @Test
    void fullDiskRollsBackAndPasses() throws Exception {
        long pages = Sql.number(connection, "PRAGMA page_count");
        Sql.execute(connection, "PRAGMA max_page_count = " + (pages + 2));
        SQLException full;
        try (LedgerStore.Batch batch = begin()) {
            assertThat(batch.head().seq()).isZero();
            full = fillUntilFull();
            assertThat(writer.failed(full)).hasMessageContaining("SQLITE_FULL");
        } catch (LedgerException nothingLeftToRollBack) {
            throw new AssertionError(nothingLeftToRollBack);
        }
        assertThat(accounts()).isEqualTo(1);

        Sql.execute(connection, "PRAGMA max_page_count = 1000000");
        try (LedgerStore.Batch batch = begin()) {
            insertAccount(1);
            batch.commit();
        }
        assertThat(accounts()).isEqualTo(2);
    }

    private SQLException fillUntilFull() {
        for (int number = 1; number < 1_000; number++) {
            try {
                insertAccount(number);
            } catch (SQLException full) {
                return full;
            }
        }
        throw new AssertionError("never full");
    }

    @Test
    void lockOfAnotherProgramPasses() throws Exception {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            Sql.execute(other, "BEGIN IMMEDIATE");

            assertThatThrownBy(() -> begin())
                    .isInstanceOf(StoreBusyException.class)
                    .hasMessageContaining("SQLITE_BUSY");

            Sql.execute(other, "ROLLBACK");
        }
        begin().close();
    }

    @Test
    void changeByAnotherProgramStopsTheWriter() throws Exception {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            Sql.execute(other, "UPDATE position SET balance = 5 WHERE account = 0");
        }

        assertThatThrownBy(() -> begin())
                .isInstanceOf(LedgerException.class)
                .hasMessage("another program has changed the ledger");
    }

    @Test
    void failedSyncIsNoPassingFailure() throws Exception {
        for (SQLiteErrorCode code : new SQLiteErrorCode[] {
            SQLiteErrorCode.SQLITE_IOERR_FSYNC,
            SQLiteErrorCode.SQLITE_IOERR_WRITE,
            SQLiteErrorCode.SQLITE_IOERR_SHMSIZE,
            SQLiteErrorCode.SQLITE_CORRUPT
        }) {
            dialect.commitFailure = code;
            try (LedgerStore.Batch batch = begin()) {
                assertThatThrownBy(batch::commit).isInstanceOf(LedgerException.class);
            }
            dialect.rollBack(connection);
        }
    }

    @Test
    void failedCommitThatMayPassIsRolledBack() throws Exception {
        dialect.commitFailure = SQLiteErrorCode.SQLITE_FULL;
        try (LedgerStore.Batch batch = begin()) {
            insertAccount(1);
            assertThatThrownBy(batch::commit).isInstanceOf(StoreBusyException.class);
        }
        assertThat(accounts()).isEqualTo(1);
    }

    @Test
    void batchThatIsNotCommittedLeavesNothing() throws Exception {
        try (LedgerStore.Batch batch = begin()) {
            assertThat(batch.nextAccountNumber()).isEqualTo(1);
            insertAccount(1);
        }
        assertThat(accounts()).isEqualTo(1);
    }
}
