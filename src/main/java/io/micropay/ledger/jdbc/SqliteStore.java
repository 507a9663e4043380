package io.micropay.ledger.jdbc;

import io.micropay.ledger.ChainHead;
import io.micropay.ledger.LedgerException;
import io.micropay.ledger.LedgerStore;
import io.micropay.ledger.StoreBusyException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/// A ledger in an SQLite file, used by one process.
///
/// The file's write-ahead log is synced at every commit (`synchronous=FULL`), and copied back into the file by the
/// writer between batches.
public final class SqliteStore implements LedgerStore {

    /// How many commits may pass before the log is looked at.
    private static final int COMMITS_PER_CHECKPOINT = 64;

    private final SqliteConnections connections;
    private final LedgerLock lock;
    private final Connection connection;
    private final JdbcWriter writer;
    private int commits;
    private boolean closed;

    private SqliteStore(SqliteConnections connections, LedgerLock lock, Connection connection) throws SQLException {
        this.connections = connections;
        this.lock = lock;
        this.connection = connection;
        SqliteDialect dialect = new SqliteDialect();
        Migrations.apply(connection, dialect);
        KeptStatements statements = new KeptStatements(connection);
        this.writer = new JdbcWriter(statements, dialect);
        new OpeningCheck(statements).run(writer.head());
    }

    /// Opens a ledger's file, or makes a new one.
    ///
    /// @throws LedgerException another process has it open, it is damaged, it is not a ledger, or the folder
    ///     cannot be used
    public static SqliteStore open(Path file) {
        try {
            Path path = file.toAbsolutePath();
            Path parent = path.getParent();
            if (parent == null) {
                throw new LedgerException("not a file: " + file);
            }
            Path folder = DurableFolder.create(parent);
            LedgerLock lock = LedgerLock.take(folder);
            try {
                SqliteStore store = open(new SqliteConnections(folder.resolve(parent.relativize(path))), lock);
                DurableFolder.sync(folder);
                return store;
            } catch (IOException | SQLException | RuntimeException failure) {
                lock.close();
                throw failure;
            }
        } catch (IOException failure) {
            throw new LedgerException("the ledger's folder cannot be used: " + failure, failure);
        } catch (SQLException failure) {
            throw new LedgerException("the ledger " + file + " cannot be opened: " + failure.getMessage(), failure);
        }
    }

    private static SqliteStore open(SqliteConnections connections, LedgerLock lock) throws SQLException {
        Connection connection = connections.openWriter();
        try {
            return new SqliteStore(connections, lock, connection);
        } catch (SQLException | RuntimeException failure) {
            connection.close();
            throw failure;
        }
    }

    @Override
    public ChainHead openingHead() {
        return writer.head();
    }

    @Override
    public Reader openReader() {
        try {
            return new JdbcReader(new KeptStatements(connections.openReader()));
        } catch (SQLException failure) {
            throw new LedgerException("the ledger cannot be read: " + failure.getMessage(), failure);
        }
    }

    @Override
    public Batch begin(long rememberedSince) throws StoreBusyException {
        return writer.begin(rememberedSince);
    }

    @Override
    public void maintain() {
        commits++;
        if (commits >= COMMITS_PER_CHECKPOINT) {
            commits = 0;
            checkpoint();
        }
    }

    private void checkpoint() {
        try {
            SqliteDialect.execute(connection, "PRAGMA wal_checkpoint(PASSIVE)");
        } catch (SQLException failure) {
            throw new LedgerException("the ledger's log cannot be copied back: " + failure.getMessage(), failure);
        }
    }

    /// Copies the log back and closes the file, which then is whole by itself.
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            SqliteDialect.execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
            connection.close();
            lock.close();
        } catch (SQLException | IOException failure) {
            throw new LedgerException("the ledger cannot be closed: " + failure.getMessage(), failure);
        }
    }
}
