package io.micropay.ledger.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// The tables of a ledger as they stood, to be brought back: a replica that lagged behind, when it takes over.
final class SavedTables {

    private final String url;
    private final List<String> tables;

    private SavedTables(String url, List<String> tables) {
        this.url = url;
        this.tables = tables;
    }

    /// Saves them all, beside their originals.
    static SavedTables of(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet row =
                    statement.executeQuery("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")) {
                while (row.next()) {
                    tables.add(row.getString(1));
                }
            }
            for (String table : tables) {
                statement.execute("CREATE TABLE saved_" + table + " AS TABLE " + table);
            }
            return new SavedTables(url, tables);
        }
    }

    void restore() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String table : tables) {
                statement.execute("DELETE FROM " + table);
                statement.execute("INSERT INTO " + table + " SELECT * FROM saved_" + table);
            }
            connection.commit();
        }
    }
}
