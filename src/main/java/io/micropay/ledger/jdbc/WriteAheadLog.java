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
/// To copy a long log and to sync the file takes tens of milliseconds, in which nobody would be paid. So a thread of
/// its own does it, part by part, over a connection of its own, while the writer goes on behind it. Once the log is
/// long and almost all of it is on the disk, the writer copies the rest, and then SQLite begins the log anew. SQLite
/// would do all of it by itself within a commit, but then callers would wait for it, and a failed sync would go unseen.
final class WriteAheadLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WriteAheadLog.class);

    /// A part is copied whenever so much of a long log has come: its 8th part. A commit that falls on the sync of a
    /// part waits for it, since both go through the journal of the file system; and each part copies once more what
    /// many payments change.
    private static final int PARTS = 8;

    /// What the writer copies itself: the 32nd part of a long log.
    private static final int RESTS = 32;

    /// A log of so many times the length is copied by the writer, whatever is left: on a disk that is slower than the
    /// payments come it would grow for ever.
    private static final int LONGEST = 2;

    private final SqliteConnections connections;
    private final Connection writer;
    private final SqliteDialect dialect;
    private final long pagesLong;
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
    /// @param pagesLong from how many pages on it is long
    WriteAheadLog(SqliteConnections connections, Connection writer, SqliteDialect dialect, long pagesLong) {
        this.connections = connections;
        this.writer = writer;
        this.dialect = dialect;
        this.pagesLong = pagesLong;
        this.pagesAllowed = pagesLong / PARTS;
    }

    /// Has the log copied as it grows. Called by the writer between batches.
    void keepShort() throws SQLException {
        if (copying == null) {
            if (checkpoint(writer, "NOOP").uncopied() >= pagesAllowed) {
                copying = CompletableFuture.runAsync(this::copyAside, thread);
            }
        } else if (copying.isDone()) {
            awaitCopy();
            if (mayBeginAnew(checkpoint(writer, "NOOP"))) {
                copyOver(writer);
            }
            // Whoever reads an old state keeps what is newer out of the file: it is not tried again at once.
            pagesAllowed = checkpoint(writer, "NOOP").uncopied() + pagesLong / PARTS;
        }
    }

    private boolean mayBeginAnew(Pages pages) {
        return pages.all() >= LONGEST * pagesLong
                || (pages.all() >= pagesLong && pages.uncopied() <= pagesLong / RESTS);
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
            throw new CompletionException(
                    new SQLException("the file cannot be synced: " + unsynced.getMessage(), unsynced));
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

    /// Ends the thread, and closes its file. To be called when all connections are closed: they would lose their locks
    /// with it (POSIX).
    @Override
    public void close() throws SQLException {
        thread.shutdown();
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException unclosed) {
            throw new SQLException(unclosed.getMessage(), unclosed);
        }
    }
}
