package io.micropay.testing;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// All rows of a ledger, to be compared with those of another.
public final class LedgerDump {

    private static final List<String> TABLES = List.of(
            "ledger",
            "account",
            "position",
            "transfer",
            "history_mark",
            "refusal",
            "cancellation",
            "shop_start",
            "shop",
            "shop_item",
            "shop_sale",
            "settlement");

    private LedgerDump() {}

    public static Map<String, List<String>> of(Path file) {
        return of("jdbc:sqlite:" + file);
    }

    /// The rows of each table, as text.
    public static Map<String, List<String>> of(String url) {
        Map<String, List<String>> rows = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                rows.put(table, rows(statement, table));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> rows(Statement statement, String table) throws SQLException {
        List<String> rows = new ArrayList<>();
        String order = table.equals("ledger") || table.equals("shop_start") ? "1" : "1, 2";
        try (ResultSet row = statement.executeQuery("SELECT * FROM " + table + " ORDER BY " + order)) {
            while (row.next()) {
                List<String> values = new ArrayList<>();
                for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                    Object value = row.getObject(column);
                    values.add(value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : String.valueOf(value));
                }
                rows.add(String.join("|", values));
            }
        }
        return rows;
    }
}
