package io.micropay.ledger.jdbc;

import io.micropay.ledger.LedgerException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// The numbered migrations that lead from an empty database to the tables of this version.
///
/// Each is applied once, and all that are due in one transaction: a database of another program, which has a table of
/// a name that one of them takes, is left as it was. A database that a newer version has migrated is refused.
final class Migrations {

    /// The files, in order; the first is number 1.
    private static final List<String> FILES =
            List.of("001-journal.sql", "002-ledger.sql", "003-shops.sql", "004-orders.sql", "005-settlements.sql");

    /// The first that made all the tables which hold a ledger as they are read now.
    private static final int FIRST_READABLE = 5;

    private Migrations() {}

    static void apply(Connection connection, Dialect dialect) throws SQLException {
        int applied = dialect.schemaVersion(connection);
        refuseNewer(applied);
        if (applied == FILES.size()) {
            return;
        }
        dialect.begin(connection);
        try {
            for (int version = applied + 1; version <= FILES.size(); version++) {
                run(connection, dialect.migrationFolder() + "/" + FILES.get(version - 1));
                dialect.setSchemaVersion(connection, version);
            }
            dialect.commit(connection);
        } catch (SQLException failure) {
            dialect.rollBack(connection);
            throw failure;
        }
    }

    /// Refuses a database whose tables cannot be read as they are.
    static void requireReadable(Connection connection, Dialect dialect) throws SQLException {
        int applied = dialect.schemaVersion(connection);
        refuseNewer(applied);
        if (applied < FIRST_READABLE) {
            throw new LedgerException(
                    "the ledger was written by an older version: its tables are of version " + applied,
                    "start a server on it once, which brings it up to date",
                    null);
        }
    }

    private static void refuseNewer(int applied) {
        if (applied > FILES.size()) {
            throw new LedgerException(
                    "the ledger was written by a newer version: its tables are of version " + applied
                            + ", this one knows " + FILES.size(),
                    "use the newer version",
                    null);
        }
    }

    private static void run(Connection connection, String file) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : script(file).split(";\n", -1)) {
                if (!sql.isBlank()) {
                    statement.execute(sql);
                }
            }
        }
    }

    private static String script(String file) {
        try (InputStream script = Migrations.class.getResourceAsStream(file)) {
            if (script == null) {
                throw new IllegalStateException("the jar lacks " + file);
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
