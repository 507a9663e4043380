package io.micropay.ledger.jdbc;

import io.micropay.files.FileFailure;
import io.micropay.ledger.LedgerException;
import io.micropay.ledger.LedgerTakenException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// A new ledger's file. It is written under another name beside its place, and appears there whole and durable.
final class SqliteIntakeTarget implements IntakeTarget {

    /// What SQLite keeps beside a file. Left by another one of the same name, it would be taken for the new file's.
    private static final List<String> COMPANIONS = List.of("-wal", "-shm", "-journal");

    private final Path file;
    private final Path draft;
    private final Optional<LedgerLock> lock;

    private SqliteIntakeTarget(Path file, Path draft, Optional<LedgerLock> lock) {
        this.file = file;
        this.draft = draft;
        this.lock = lock;
    }

    /// A file in any folder that there is.
    static SqliteIntakeTarget backup(Path file) {
        Path place = place(file);
        requireFree(place);
        return new SqliteIntakeTarget(place, DurableFiles.createDraft(place), Optional.empty());
    }

    /// The file of a server that does not run.
    static SqliteIntakeTarget ledger(Path file) {
        Path place = place(file);
        Path folder =
                DurableFiles.createFolder(Optional.ofNullable(place.getParent()).orElse(place));
        LedgerLock lock = LedgerLock.take(folder);
        try {
            requireFree(place);
            return new SqliteIntakeTarget(place, DurableFiles.createDraft(place), Optional.of(lock));
        } catch (LedgerException failure) {
            lock.close();
            throw failure;
        }
    }

    private static Path place(Path file) {
        Path place = file.toAbsolutePath().normalize();
        if (place.getParent() == null || Files.isDirectory(place)) {
            throw new LedgerException("not a file: " + file);
        }
        return place;
    }

    private static void requireFree(Path place) {
        if (Files.exists(place)) {
            throw new LedgerTakenException(
                    "there is a file " + place + " already", "nothing is overwritten: move it away first");
        }
        for (String companion : COMPANIONS) {
            Path left = Path.of(place + companion);
            if (Files.exists(left)) {
                throw new LedgerException(
                        left + " is left of another ledger, and would be taken for a part of this one",
                        "move it away first",
                        null);
            }
        }
    }

    /// Without a log and without syncs: the draft is synced as a whole in the end, or deleted.
    @Override
    public Connection open() throws SQLException {
        Connection connection = new SqliteConnections(draft).openDraft();
        try {
            Dialect dialect = new SqliteDialect();
            Migrations.apply(connection, dialect);
            dialect.begin(connection);
            return connection;
        } catch (SQLException | LedgerException failure) {
            connection.close();
            throw failure;
        }
    }

    @Override
    public ArchiveSource source() {
        return new SqliteArchiveSource(draft);
    }

    @Override
    public void complete(Connection connection) throws SQLException {
        new SqliteDialect().commit(connection);
        connection.close();
        DurableFiles.publish(draft, file);
    }

    @Override
    public void clearUp() {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException stays) {
            throw new LedgerException("cannot delete " + draft + ": " + FileFailure.reason(stays), stays);
        } finally {
            lock.ifPresent(LedgerLock::close);
        }
    }

    @Override
    public LedgerException unopenable(SQLException failure) {
        return unwritable(failure);
    }

    @Override
    public LedgerException unwritable(SQLException failure) {
        return new LedgerException(SqliteDialect.explain(file, failure), failure);
    }
}
