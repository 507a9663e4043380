package io.micropay.ledger.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The prepared statements of one connection, prepared when first used and kept.
final class KeptStatements {

    private static final Logger LOG = LoggerFactory.getLogger(KeptStatements.class);

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    KeptStatements(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    PreparedStatement of(String sql) throws SQLException {
        PreparedStatement kept = prepared.get(sql);
        if (kept == null) {
            kept = connection.prepareStatement(sql);
            prepared.put(sql, kept);
        }
        return kept;
    }

    /// Closes a connection that is of no more use.
    void closeConnection() {
        try {
            connection.close();
        } catch (SQLException gone) {
            LOG.debug("a connection to the ledger ended badly", gone);
        }
    }

    /// Closes all of them; they are prepared anew when used. To be called after a failure, since drivers close the
    /// statement that failed.
    void reset() throws SQLException {
        for (PreparedStatement statement : prepared.values()) {
            statement.close();
        }
        prepared.clear();
    }
}
