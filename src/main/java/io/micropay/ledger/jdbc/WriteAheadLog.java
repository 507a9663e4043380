package io.micropay.ledger.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The write-ahead log of an SQLite file, and its way back into the file (SQLite calls that a checkpoint).
///
/// To copy a long log takes two syncs and tens of milliseconds, in which nobody would be paid. So a thread of its own
/// copies it, over a connection of its own, while the writer goes on behind it; the writer copies what has come
/// meanwhile, which is little, and then SQLite begins the log anew. SQLite would do all of it by itself within a
/// commit, but then callers would wait for it, and a failed sync would go unseen.
final class WriteAheadLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WriteAheadLog.class);

    private final SqliteConnections connections;
    private final Connection writer;
    private final SqliteDialect dialect;
    private final long pagesMax;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("ledger-log").factory());
    private long pagesAllowed;
    private @Nullable CompletableFuture<Void> copying;

    /// @param writer the connection that writes the log
    /// @param pagesMax how many pages it may hold that are not in the file yet, before they are copied
    WriteAheadLog(SqliteConnections connections, Connection writer, SqliteDialect dialect, long pagesMax) {
        this.connections = connections;
        this.writer = writer;
        this.dialect = dialect;
        this.pagesMax = pagesMax;
        this.pagesAllowed = pagesMax;
    }

    /// Has the log copied once it has grown long. Called by the writer between batches.
    void keepShort() throws SQLException {
        if (copying == null) {
            if (checkpoint(writer, "NOOP") >= pagesAllowed) {
                copying = CompletableFuture.runAsync(this::copyAside, thread);
            }
        } else if (copying.isDone()) {
            copyBack();
            // Whoever reads an old state keeps what is newer out of the file: it is not tried again at once.
            pagesAllowed = pagesMax + checkpoint(writer, "NOOP");
        }
    }

    /// Copies what can be copied now, and waits for it. The log is durable by itself, so the rest can wait.
    void copyBack() throws SQLException {
        awaitCopy();
        copyOver(writer);
    }

    private void awaitCopy() throws SQLException {
        CompletableFuture<Void> begun = copying;
        copying = null;
        try {
            if (begun != null) {
                begun.join();
            }
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof SQLException failure) {
                throw failure;
            }
            throw failed;
        }
    }

    private void copyAside() {
        try (Connection aside = connections.openCopier()) {
            copyOver(aside);
        } catch (SQLException failure) {
            throw new CompletionException(failure);
        }
    }

    private void copyOver(Connection connection) throws SQLException {
        try {
            checkpoint(connection, "PASSIVE");
        } catch (SQLException failure) {
            if (dialect.kind(failure) != Dialect.Failure.PASSING) {
                throw failure;
            }
            LOG.warn("the ledger's log cannot be copied back now, and goes on growing: {}", failure.getMessage());
        }
    }

    /// Runs a checkpoint, and returns how many pages of the log are not in the file after it.
    private static long checkpoint(Connection connection, String mode) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(" + mode + ")")) {
            row.next();
            return row.getLong(2) - row.getLong(3);
        }
    }

    /// Copies the log back, for the last time.
    @Override
    public void close() throws SQLException {
        try {
            copyBack();
        } finally {
            thread.shutdown();
        }
    }
}
