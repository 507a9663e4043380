package io.micropay.ledger.jdbc;

import io.micropay.ledger.LedgerException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/// A ledger's file, opened to be read, whether or not a server has it open, and whatever a crash has left.
///
/// SQLite keeps its index of the write-ahead log beside the file, and may make one; it never changes the file itself
/// or the log.
final class SqliteArchiveSource implements ArchiveSource {

    private final Path file;
    private final Dialect dialect = new SqliteDialect();

    SqliteArchiveSource(Path file) {
        this.file = file;
    }

    @Override
    public Connection open() throws SQLException {
        if (Files.notExists(file)) {
            throw new LedgerException(
                    "there is no ledger " + file, "name its file with --ledger, or its folder with --data-dir", null);
        }
        if (!Files.isReadable(file)) {
            throw new LedgerException("no permission to read " + file);
        }
        if (!Files.isRegularFile(file)) {
            throw new LedgerException("not a file: " + file);
        }
        Connection connection = new SqliteConnections(file).openArchive();
        try {
            Migrations.requireReadable(connection, dialect);
            return connection;
        } catch (SQLException | LedgerException failure) {
            connection.close();
            throw failure;
        }
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public String beginSnapshot() {
        return "BEGIN";
    }

    /// Goes through all pages, and compares the indexes with their tables.
    @Override
    public Optional<String> damage(Connection connection) throws SQLException {
        String found = Sql.text(connection, "PRAGMA integrity_check(1)");
        return found.equals("ok") ? Optional.empty() : Optional.of(found);
    }

    @Override
    public LedgerException unopenable(SQLException failure) {
        return new LedgerException(SqliteDialect.explain(file, failure), failure);
    }

    @Override
    public LedgerException unreadable(String what, SQLException failure) {
        return new LedgerException(SqliteDialect.explain(file, failure) + ": " + what + " cannot be read", failure);
    }
}
