package io.micropay.ledger.jdbc;

import io.micropay.ledger.LedgerException;
import io.micropay.ledger.LedgerTakenException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// A database that is to become a ledger's. Nobody sees anything of it before it is committed.
final class PostgresIntakeTarget implements IntakeTarget {

    private static final String HOLDS_A_LEDGER = """
            SELECT EXISTS (SELECT 1 FROM ledger) OR EXISTS (SELECT 1 FROM account WHERE number <> 0)
                OR EXISTS (SELECT 1 FROM transfer)""";

    private final PostgresConnections connections;
    private final PostgresDialect dialect = new PostgresDialect();

    PostgresIntakeTarget(PostgresConnections connections) {
        this.connections = connections;
    }

    /// Holds the lock of the chain's end, so that no server begins a chain of its own.
    @Override
    public Connection open() throws SQLException {
        Connection connection = connections.openIntake();
        try {
            Migrations.apply(connection, dialect);
            Sql.execute(connection, "SELECT holder FROM chain_lock FOR UPDATE");
            requireNoLedger(connection);
            return connection;
        } catch (SQLException | LedgerException failure) {
            connection.close();
            throw failure;
        }
    }

    private static void requireNoLedger(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(HOLDS_A_LEDGER)) {
            row.next();
            if (row.getBoolean(1)) {
                throw new LedgerTakenException(
                        "there is a ledger in the database already", "nothing is overwritten: use an empty database");
            }
        }
    }

    @Override
    public ArchiveSource source() {
        return new PostgresArchiveSource(connections);
    }

    @Override
    public void complete(Connection connection) throws SQLException {
        connection.commit();
        connection.close();
    }

    /// A transaction that was not committed has ended with its connection.
    @Override
    public void clearUp() {}

    @Override
    public LedgerException unopenable(SQLException failure) {
        return PostgresTrouble.atOpening(failure, dialect);
    }

    @Override
    public LedgerException unwritable(SQLException failure) {
        return new LedgerException("the database cannot be written: " + failure.getMessage(), failure);
    }
}
