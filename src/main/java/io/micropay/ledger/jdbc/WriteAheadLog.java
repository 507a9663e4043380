package io.micropay.ledger.jdbc;

import java.io.IOException;
import java.nio.channels.FileChannel;
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
/// To copy a long log and sync the file takes tens of milliseconds, in which nobody would be paid. So a thread of its
/// own
/// does it, part by part, over a connection of its own, while the writer goes on behind it. Once the log is long and
/// almost all of it is on the disk, the writer copies the rest, and then SQLite begins the log anew. SQLite would do
/// all
/// of it by itself within a commit, but then callers would wait for it, and a failed sync would go unseen.
final class WriteAheadLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WriteAheadLog.class);

    /// The log is copied in so many parts. A commit waits for the sync of a part that falls on it, since both go
    /// through
    /// the journal of the file system; and each part copies once more what many payments change.
    private static final int PARTS = 8;

    /// What the writer may copy itself, as a part of a long log.
    private static final int REST = 32;

    private final SqliteConnections connections;
    private final Connection writer;
    private final SqliteDialect dialect;
    private final long pagesMax;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("ledger-log").factory());
    private long pagesAllowed;
    private @Nullable CompletableFuture<Void> copying;
    private @Nullable FileChannel file;

    /// How long the log is.
    ///
    /// @param uncopied how many of its pages are not in the file yet
    private record Pages(long all, long uncopied) {}

    /// @param writer the connection that writes the log
    /// @param pagesMax how many pages it has before it may begin anew
    WriteAheadLog(SqliteConnections connections, Connection writer, SqliteDialect dialect, long pagesMax) {
        this.connections = connections;
        this.writer = writer;
        this.dialect = dialect;
        this.pagesMax = pagesMax;
        this.pagesAllowed = pagesMax / PARTS;
    }

    /// Has the log copied as it grows. Called by the writer between batches.
    void keepShort() throws SQLException {
        if (copying == null) {
            if (checkpoint(writer, "NOOP").uncopied() >= pagesAllowed) {
                copying = CompletableFuture.runAsync(this::copyAside, thread);
            }
        } else if (copying.isDone()) {
            awaitCopy();
            Pages pages = checkpoint(writer, "NOOP");
            if (pages.all() >= pagesMax && pages.uncopied() <= pagesMax / REST) {
                copyOver(writer);
            }
            // Whoever reads an old state keeps what is newer out of the file: it is not tried again at once.
            pagesAllowed = pages.uncopied() + pagesMax / PARTS;
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

    /// SQLite syncs the file only when all of the log is copied, and then the writer would wait for all of it.
    private void copyAside() {
        try (Connection aside = connections.openCopier()) {
            copyOver(aside);
            if (file == null) {
                file = connections.openFile();
            }
            file.force(false);
        } catch (SQLException failure) {
            throw new CompletionException(failure);
        } catch (IOException unsynced) {
            throw new CompletionException(new SQLException(unsynced.getMessage(), unsynced));
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

    /// Runs a checkpoint, and returns what is in the log after it.
    private static Pages checkpoint(Connection connection, String mode) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(" + mode + ")")) {
            row.next();
            return new Pages(row.getLong(2), row.getLong(2) - row.getLong(3));
        }
    }

    /// Copies the log back for the last time, and closes the file: first the connection, which would lose its locks
    /// (POSIX) with any descriptor of the file that is closed.
    @Override
    public void close() throws SQLException {
        try {
            copyBack();
            writer.close();
            if (file != null) {
                file.close();
            }
        } catch (IOException unclosed) {
            throw new SQLException(unclosed.getMessage(), unclosed);
        } finally {
            thread.shutdown();
        }
    }
}
