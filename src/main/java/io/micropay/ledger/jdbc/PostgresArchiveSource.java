package io.micropay.ledger.jdbc;

import io.micropay.ledger.LedgerException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/// A ledger's database, opened to be read beside the servers that use it.
final class PostgresArchiveSource implements ArchiveSource {

    private final PostgresConnections connections;
    private final PostgresDialect dialect = new PostgresDialect();

    PostgresArchiveSource(PostgresConnections connections) {
        this.connections = connections;
    }

    @Override
    public Connection open() throws SQLException {
        Connection connection = connections.openArchive();
        try {
            if (dialect.schemaVersion(connection) == 0) {
                throw new LedgerException(
                        "there is no ledger in the database",
                        "name another with --ledger, or start a server on it",
                        null);
            }
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
        return "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    }

    /// The database looks after its own pages; what its rows say is for others to judge.
    @Override
    public Optional<String> damage(Connection connection) {
        return Optional.empty();
    }

    @Override
    public LedgerException unopenable(SQLException failure) {
        return PostgresTrouble.atOpening(failure, dialect);
    }

    @Override
    public LedgerException unreadable(String what, SQLException failure) {
        return new LedgerException(what + " cannot be read in the database: " + failure.getMessage(), failure);
    }
}
