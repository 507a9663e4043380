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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// What the writer makes of SQLite's failures: only those that leave nothing behind may pass.
class JdbcWriterTest {

    @TempDir
    Path folder;

    private Path file;
    private Connection connection;
    private FailingDialect dialect;
    private JdbcWriter writer;

    @BeforeEach
    void openWriter() throws SQLException {
        file = folder.resolve("ledger.db");
        SqliteStore.open(file).close();
        connection = new SqliteConnections(file).openWriter();
        dialect = new FailingDialect();
        writer = new JdbcWriter(new KeptStatements(connection), dialect);
    }

    @AfterEach
    void closeWriter() throws SQLException {
        connection.close();
    }

    /// SQLite's dialect, with a commit that fails when it is told to.
    private static final class FailingDialect implements Dialect {

        private final SqliteDialect sqlite = new SqliteDialect();
        private SQLiteErrorCode commitFailure = SQLiteErrorCode.SQLITE_OK;

        @Override
        public void commit(Connection connection) throws SQLException {
            if (commitFailure != SQLiteErrorCode.SQLITE_OK) {
                throw new SQLiteException("commit failed", commitFailure);
            }
            sqlite.commit(connection);
        }

        @Override
        public String migrationFolder() {
            return sqlite.migrationFolder();
        }

        @Override
        public int schemaVersion(Connection connection) throws SQLException {
            return sqlite.schemaVersion(connection);
        }

        @Override
        public void setSchemaVersion(Connection connection, int version) throws SQLException {
            sqlite.setSchemaVersion(connection, version);
        }

        @Override
        public void begin(Connection connection) throws SQLException {
            sqlite.begin(connection);
        }

        @Override
        public void rollBack(Connection connection) throws SQLException {
            sqlite.rollBack(connection);
        }

        @Override
        public boolean isPassing(SQLException failure) {
            return sqlite.isPassing(failure);
        }
    }

    private void insertAccount(int number) throws SQLException {
        SqliteDialect.execute(
                connection,
                "INSERT INTO account VALUES (" + number + ", 'A" + number + "', 'a" + number
                        + "', randomblob(3000), randomblob(32), 0)");
    }

    private long accounts() throws SQLException {
        return SqliteDialect.number(connection, "SELECT count(*) FROM account");
    }

    @Test
    void fullDiskRollsBackAndPasses() throws Exception {
        long pages = SqliteDialect.number(connection, "PRAGMA page_count");
        SqliteDialect.execute(connection, "PRAGMA max_page_count = " + (pages + 2));
        SQLException full;
        try (LedgerStore.Batch batch = writer.begin(0)) {
            assertThat(batch.head().seq()).isZero();
            full = fillUntilFull();
            assertThat(writer.rolledBack(full)).hasMessageContaining("SQLITE_FULL");
        } catch (LedgerException nothingLeftToRollBack) {
            throw new AssertionError(nothingLeftToRollBack);
        }
        assertThat(accounts()).isEqualTo(1);

        SqliteDialect.execute(connection, "PRAGMA max_page_count = 1000000");
        try (LedgerStore.Batch batch = writer.begin(0)) {
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
            SqliteDialect.execute(other, "BEGIN IMMEDIATE");

            assertThatThrownBy(() -> writer.begin(0))
                    .isInstanceOf(StoreBusyException.class)
                    .hasMessageContaining("SQLITE_BUSY");

            SqliteDialect.execute(other, "ROLLBACK");
        }
        writer.begin(0).close();
    }

    @Test
    void changeByAnotherProgramStopsTheWriter() throws Exception {
        writer.begin(0).close();
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            SqliteDialect.execute(other, "UPDATE position SET balance = 5 WHERE account = 0");
        }

        assertThatThrownBy(() -> writer.begin(0))
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
            try (LedgerStore.Batch batch = writer.begin(0)) {
                assertThatThrownBy(batch::commit).isInstanceOf(LedgerException.class);
            }
            dialect.rollBack(connection);
        }
    }

    @Test
    void failedCommitThatMayPassIsRolledBack() throws Exception {
        dialect.commitFailure = SQLiteErrorCode.SQLITE_FULL;
        try (LedgerStore.Batch batch = writer.begin(0)) {
            insertAccount(1);
            assertThatThrownBy(batch::commit).isInstanceOf(StoreBusyException.class);
        }
        assertThat(accounts()).isEqualTo(1);
    }

    @Test
    void batchThatIsNotCommittedLeavesNothing() throws Exception {
        try (LedgerStore.Batch batch = writer.begin(0)) {
            assertThat(batch.nextAccountNumber()).isEqualTo(1);
            insertAccount(1);
        }
        assertThat(accounts()).isEqualTo(1);
    }
}
