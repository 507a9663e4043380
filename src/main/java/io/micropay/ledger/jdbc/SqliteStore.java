package io.micropay.ledger.jdbc;

import io.micropay.ledger.Account;
import io.micropay.ledger.LedgerException;
import io.micropay.ledger.LedgerStore;
import io.micropay.ledger.LocalLogins;
import io.micropay.ledger.Logins;
import io.micropay.ledger.StoreBusyException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;

/// A ledger in an SQLite file, used by one process.
///
/// The file's write-ahead log is synced at every commit (`synchronous=FULL`), and copied back into the file beside the
/// writer.
public final class SqliteStore implements LedgerStore {

    /// The longer the log, the more seldom do payments wait for its end; 32 MB are read in a twentieth of a second
    /// after a crash.
    private static final long LOG_PAGES_LONG = 8_000;

    private final SqliteConnections connections;
    private final LedgerLock lock;
    private final Connection connection;
    private final SqliteDialect dialect = new SqliteDialect();
    private final WriteAheadLog log;
    private final SqliteWriter writer;
    private final long openingTime;
    private boolean closed;

    private SqliteStore(SqliteConnections connections, LedgerLock lock, Connection connection) throws SQLException {
        this.connections = connections;
        this.lock = lock;
        this.connection = connection;
        this.log = new WriteAheadLog(connections, connection, dialect, LOG_PAGES_LONG);
        // What a crash has left in the log goes into the file before anybody builds on it. After a failed sync the
        // log may be whole in the cache only, and the copy is what makes it durable.
        log.copyBack();
        Migrations.apply(connection, dialect);
        KeptStatements statements = new KeptStatements(connection);
        this.writer = new SqliteWriter(statements, dialect);
        new OpeningCheck(statements).run(writer.head());
        this.openingTime = OpeningTime.of(writer.head(), statements);
    }

    /// Opens a ledger's file, or makes a new one.
    ///
    /// @throws LedgerException another process has it open, it is damaged, it is not a ledger, or the folder
    ///     cannot be used
    public static SqliteStore open(Path file) {
        Path path = file.toAbsolutePath().normalize();
        Path parent = path.getParent();
        if (parent == null) {
            throw new LedgerException("not a file: " + file);
        }
        Path folder = DurableFiles.createFolder(parent);
        LedgerLock lock = LedgerLock.take(folder);
        try {
            DurableFiles.createFile(folder, path);
            return open(path, lock);
        } catch (SQLException failure) {
            lock.close();
            throw new LedgerException(SqliteDialect.explain(path, failure), failure);
        } catch (LedgerException failure) {
            lock.close();
            throw failure;
        }
    }

    private static SqliteStore open(Path file, LedgerLock lock) throws SQLException {
        SqliteConnections connections = new SqliteConnections(file);
        Connection connection = connections.openWriter();
        try {
            return new SqliteStore(connections, lock, connection);
        } catch (SQLException | LedgerException failure) {
            connection.close();
            throw failure;
        }
    }

    /// Makes sure that the file is this ledger's; a new file becomes it.
    ///
    /// @param ledger the fingerprint of its CA's key
    /// @throws LedgerException it is another's; the store is closed then
    public SqliteStore boundTo(String ledger) {
        try {
            LedgerBinding.bind(connection, dialect, ledger);
            return this;
        } catch (SQLException failure) {
            close();
            throw new LedgerException("the ledger cannot be written: " + failure.getMessage(), failure);
        } catch (LedgerException another) {
            close();
            throw another;
        }
    }

    @Override
    public long openingTime() {
        return openingTime;
    }

    @Override
    public boolean isShared() {
        return false;
    }

    /// Reads run in the reader's thread, so more of them than processors would be of no use.
    @Override
    public int readersMax() {
        return 2;
    }

    @Override
    public Reader openReader() {
        return new JdbcReader(connections::openReader, dialect);
    }

    @Override
    public Logins openLogins() {
        return new LocalLogins();
    }

    @Override
    public Batch begin(Collection<Account> accounts) throws StoreBusyException {
        writer.begin(accounts);
        return new JdbcBatch(writer);
    }

    @Override
    public void maintain() {
        try {
            log.keepShort();
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
            log.copyBack();
            connection.close();
            log.close();
            lock.close();
        } catch (SQLException failure) {
            throw new LedgerException("the ledger cannot be closed: " + failure.getMessage(), failure);
        }
    }
}
