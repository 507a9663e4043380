package io.micropay.ledger.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// A PostgreSQL server for tests that share one, set up to lose nothing. It is started when it is first asked for, and
/// ends with the process.
public final class PostgresServer {

    private static final Duration STARTUP_PATIENCE = Duration.ofMinutes(1);
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private PostgresServer() {}

    private static final class Shared {
        private static final EmbeddedPostgres SERVER = start();
    }

    /// Starts a server, with the settings that its packaging turns off for speed turned on.
    public static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setPGStartupWait(STARTUP_PATIENCE)
                    .start();
        } catch (IOException notStarted) {
            throw new UncheckedIOException(notStarted);
        }
    }

    /// The URL of a new and empty database.
    public static String newDatabase() {
        return newDatabase(Shared.SERVER);
    }

    static String newDatabase(EmbeddedPostgres server) {
        String name = "ledger" + DATABASES.incrementAndGet();
        execute(url(server, "postgres"), "CREATE DATABASE " + name);
        return url(server, name);
    }

    private static String url(EmbeddedPostgres server, String database) {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database + "?user=postgres";
    }

    public static void execute(String url, String sql) {
        try (Connection connection = DriverManager.getConnection(url)) {
            PostgresDialect.execute(connection, sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }
}
