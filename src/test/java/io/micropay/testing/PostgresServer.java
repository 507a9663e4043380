package io.micropay.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/// The PostgreSQL server that tests share. It is started when it is first asked for, and ends with the process.
public final class PostgresServer {

    private static final AtomicInteger NAMES = new AtomicInteger();

    private PostgresServer() {}

    private static final class Shared {
        private static final PostgresProcess SERVER = PostgresProcess.start();
    }

    /// The port of the server that tests share.
    public static int port() {
        return Shared.SERVER.port();
    }

    /// The URL of a place for a new ledger. It is a schema, which is made in no time, and to a ledger is a database.
    public static String newLedger() {
        String name = "ledger" + NAMES.incrementAndGet();
        execute(url("postgres"), "CREATE SCHEMA " + name);
        return url("postgres") + "&currentSchema=" + name;
    }

    /// The URL of a place for a new ledger, whose clock is as far from the machine's as [#setClock] says.
    public static String newLedgerWithClock() {
        String url = newLedger() + ",pg_catalog";
        setClock(url, Duration.ZERO);
        return url;
    }

    /// Sets the clock of such a ledger.
    public static void setClock(String url, Duration ahead) {
        execute(
                url,
                "CREATE OR REPLACE FUNCTION " + schema(url) + ".clock_timestamp() RETURNS timestamptz LANGUAGE sql AS"
                        + " $$ SELECT pg_catalog.clock_timestamp() + interval '" + ahead.toSeconds() + " seconds' $$");
    }

    /// The URL of a new and empty database, which has settings of its own.
    public static String newDatabase() {
        String name = "ledger" + NAMES.incrementAndGet();
        execute(url("postgres"), "CREATE DATABASE " + name);
        return url(name);
    }

    private static String url(String database) {
        return Shared.SERVER.url(database);
    }

    public static void execute(String url, String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }

    /// The first value that a query finds, as text.
    public static String text(String url, String query) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return Objects.requireNonNull(row.getString(1), query);
        } catch (SQLException failed) {
            throw new IllegalStateException(query, failed);
        }
    }

    /// The schema that a URL leads to.
    public static String schema(String url) {
        return url.replaceFirst(".*currentSchema=(\\w+).*", "$1");
    }

    /// A new user, who has no rights and is asked for a password; the others are not.
    public static String newUser(String password) {
        String name = "user" + NAMES.incrementAndGet();
        String url = url("postgres");
        execute(url, "CREATE USER " + name + " PASSWORD '" + password + "'");
        Path admission = Path.of(text(url, "SHOW hba_file"));
        try {
            Files.writeString(admission, "host all " + name + " all scram-sha-256\n" + Files.readString(admission));
        } catch (IOException notChanged) {
            throw new UncheckedIOException(notChanged);
        }
        execute(url, "SELECT pg_reload_conf()");
        await().until(() -> text(url, "SELECT count(*) FROM pg_hba_file_rules WHERE error IS NOT NULL")
                .equals("0"));
        return name;
    }
}
