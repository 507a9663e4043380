package io.micropay.ledger.jdbc;

import io.micropay.ledger.LedgerException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// Opens connections to a ledger's database.
final class PostgresConnections {

    private static final String CONNECT_SECONDS = "5";

    /// Longer than any statement may take: only a database that has vanished from the network is silent for so long.
    private static final String SILENCE_SECONDS = "30";

    /// How long a transaction may stand still, and how long others wait for what it has locked: a server that stops in
    /// the middle of a batch must not stop the others for ever.
    private static final String LIMITS = """
            SET idle_in_transaction_session_timeout = '10s';
            SET lock_timeout = '15s';
            SET statement_timeout = '20s'""";

    /// Longer than any statement takes that goes through all rows of a large ledger.
    private static final String PATIENT_SILENCE_SECONDS = "3600";

    private static final String PATIENT_LIMITS = """
            SET idle_in_transaction_session_timeout = '600s';
            SET lock_timeout = '15s';
            SET statement_timeout = '3500s'""";

    private final String url;
    private final Optional<String> password;

    /// @param url of the form `jdbc:postgresql://host/database?parameters`
    /// @param password empty when the URL's user needs none, or the driver finds it in the user's password file
    PostgresConnections(String url, Optional<String> password) {
        this.url = url;
        this.password = password;
    }

    /// The connection of the writer, which makes durable whatever it commits.
    ///
    /// @throws LedgerException the database is set up to lose what was committed
    Connection openWriter() throws SQLException {
        return writing(open());
    }

    private static Connection writing(Connection connection) throws SQLException {
        try {
            requireDurable(connection);
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException | RuntimeException failure) {
            connection.close();
            throw failure;
        }
    }

    /// A connection that can only read.
    Connection openReader() throws SQLException {
        Connection connection = open();
        connection.setReadOnly(true);
        return connection;
    }

    /// A connection that can only read, and may take its time.
    Connection openArchive() throws SQLException {
        Connection connection = open(PATIENT_SILENCE_SECONDS, PATIENT_LIMITS);
        connection.setReadOnly(true);
        return connection;
    }

    /// A connection that writes a whole ledger in one transaction, durably.
    Connection openIntake() throws SQLException {
        return writing(open(PATIENT_SILENCE_SECONDS, PATIENT_LIMITS));
    }

    /// A connection for what need not outlive the database, such as who is logged in: its commits do not wait.
    Connection openVolatile() throws SQLException {
        Connection connection = open();
        PostgresDialect.execute(connection, "SET synchronous_commit = off");
        return connection;
    }

    private Connection open() throws SQLException {
        return open(SILENCE_SECONDS, LIMITS);
    }

    private Connection open(String silenceSeconds, String limits) throws SQLException {
        Properties defaults = new Properties(); // what the URL says goes before
        defaults.setProperty("ApplicationName", "micropay");
        defaults.setProperty("connectTimeout", CONNECT_SECONDS);
        defaults.setProperty("socketTimeout", silenceSeconds);
        defaults.setProperty("tcpKeepAlive", "true");
        password.ifPresent(secret -> defaults.setProperty("password", secret));
        Connection connection = DriverManager.getConnection(url, defaults);
        PostgresDialect.execute(connection, limits);
        return connection;
    }

    private static void requireDurable(Connection connection) throws SQLException {
        for (String setting : new String[] {"fsync", "full_page_writes"}) {
            if ("off".equals(setting(connection, setting))) {
                throw new LedgerException(
                        "the database runs with " + setting + "=off: a crash would lose committed payments",
                        "set " + setting + " = on in its configuration",
                        null);
            }
        }
        if ("off".equals(setting(connection, "synchronous_commit"))) {
            PostgresDialect.execute(connection, "SET synchronous_commit = on");
        }
    }

    /// A setting; null when the engine does not know it.
    private static @Nullable String setting(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT current_setting('" + name + "', true)")) {
            row.next();
            return row.getString(1);
        }
    }
}
