package io.micropay.ledger.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

/// A ledger in a database, with the tables and the rows that an older version has left.
final class OlderLedger {

    static final String ID = "14dfc2cf72aacf1efaf2e3f19718a16ff370e7a870786b07a07680aa572fdf00";

    private static final List<String> TABLES = List.of("001-journal.sql", "002-ledger.sql", "003-shops.sql");

    private OlderLedger() {}

    static void inFile(String url) throws SQLException {
        write(url, new SqliteDialect(), rows());
    }

    static void inDatabase(String url) throws SQLException {
        write(url, new PostgresDialect(), rows().replaceAll("x'([0-9a-f]*)'", "'\\\\x$1'"));
    }

    private static void write(String url, Dialect dialect, String rows) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            for (String file : TABLES) {
                execute(connection, text(dialect.migrationFolder() + "/" + file));
                dialect.setSchemaVersion(connection, TABLES.indexOf(file) + 1);
            }
            execute(connection, rows);
        }
    }

    private static String rows() {
        return text("ledger-of-version-3.sql");
    }

    private static void execute(Connection connection, String script) throws SQLException {
        for (String sql : script.split(";\n", -1)) {
            if (!sql.isBlank()) {
                Sql.execute(connection, sql);
            }
        }
    }

    private static String text(String file) {
        try (InputStream in = Objects.requireNonNull(OlderLedger.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
