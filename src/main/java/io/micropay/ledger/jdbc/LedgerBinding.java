package io.micropay.ledger.jdbc;

import io.micropay.ledger.LedgerException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/// Binds a database to the one ledger it holds. Orders, acceptances and receipts name their ledger: under another, none
/// of those on record could be verified any more.
final class LedgerBinding {

    private LedgerBinding() {}

    /// Binds a database that is bound to none yet.
    ///
    /// @param ledger the fingerprint of its CA's key
    /// @throws LedgerException the database is another ledger's
    static void bind(Connection connection, Dialect dialect, String ledger) throws SQLException {
        dialect.begin(connection);
        try {
            String bound = bound(connection);
            if (bound == null) {
                insert(connection, ledger);
            } else if (!bound.equals(ledger)) {
                throw new LedgerException(
                        "these certificates are those of another ledger: the one on record is " + bound
                                + ", this CA's is " + ledger,
                        "use the certificates of the CA that the ledger began with, or name another folder or database",
                        null);
            }
            dialect.commit(connection);
        } catch (SQLException | LedgerException failure) {
            dialect.rollBack(connection);
            throw failure;
        }
    }

    private static @Nullable String bound(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT id FROM ledger")) {
            return row.next() ? row.getString(1) : null;
        }
    }

    private static void insert(Connection connection, String ledger) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO ledger (id) VALUES (?)")) {
            statement.setString(1, ledger);
            statement.executeUpdate();
        }
    }
}
