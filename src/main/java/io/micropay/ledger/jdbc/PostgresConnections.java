package io.micropay.ledger.jdbc;

import io.micropay.ledger.LedgerException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Opens connections to a ledger's database.
final class PostgresConnections {

    private static final String CONNECT_SECONDS = "5";

    private static final Limits USUAL = new Limits(30, 10, 20);

    /// Who is logged in is asked for by people who wait, and may be told that it is not known now.
    private static final Limits QUICK = new Limits(4, 10, 4);

    /// For what goes through all rows of a large ledger.
    private static final Limits PATIENT = new Limits(3_600, 600, 3_500);

    /// What the writer has to know, each null when the engine does not.
    private static final String SELECT_SETTINGS = """
            SELECT current_setting('fsync', true), current_setting('full_page_writes', true),
                   current_setting('synchronous_commit', true), current_setting('transaction_read_only', true)""";

    /// The settings with which a commit waits for the replicas, if there are any to wait for.
    private static final Set<String> DURABLE_COMMITS = Set.of("on", "remote_apply");

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
        return open(USUAL, PostgresConnections::makeWriting);
    }

    /// A connection that can only read.
    Connection openReader() throws SQLException {
        return open(USUAL, PostgresConnections::makeReading);
    }

    /// A connection that can only read, and may take its time.
    Connection openArchive() throws SQLException {
        return open(PATIENT, PostgresConnections::makeReading);
    }

    /// A connection that writes a whole ledger in one transaction, durably.
    Connection openIntake() throws SQLException {
        return open(PATIENT, PostgresConnections::makeWriting);
    }

    /// A connection for what need not outlive the database, such as who is logged in: its commits do not wait.
    Connection openVolatile() throws SQLException {
        return open(QUICK, connection -> Sql.execute(connection, "SET synchronous_commit = off"));
    }

    /// In the database: the driver says nothing of it outside of transactions.
    private static void makeReading(Connection connection) throws SQLException {
        Sql.execute(connection, "SET default_transaction_read_only = on");
    }

    private static void makeWriting(Connection connection) throws SQLException {
        requireDurable(connection);
        connection.setAutoCommit(false);
    }

    /// What makes a new connection fit for its use.
    private interface Preparation {
        void prepare(Connection connection) throws SQLException;
    }

    /// How long things may take.
    ///
    /// @param silenceSeconds without a word from the database, which is taken for gone then
    /// @param idleSeconds a transaction that stands still: a server that stops in the middle of a batch must
    ///     not stop the others for ever
    private record Limits(int silenceSeconds, int idleSeconds, int statementSeconds) {

        private static final int LOCK_SECONDS = 15;

        /// Whatever the database's own defaults are. Each statement sees what was committed before it.
        String sql() {
            return "SET default_transaction_isolation = 'read committed'; SET idle_in_transaction_session_timeout = '"
                    + idleSeconds + "s'; SET lock_timeout = '" + LOCK_SECONDS + "s'; SET statement_timeout = '"
                    + statementSeconds + "s'";
        }
    }

    private Connection open(Limits limits, Preparation use) throws SQLException {
        Properties defaults = new Properties(); // what the URL says goes before
        defaults.setProperty("ApplicationName", "micropay");
        defaults.setProperty("connectTimeout", CONNECT_SECONDS);
        defaults.setProperty("socketTimeout", Integer.toString(limits.silenceSeconds()));
        defaults.setProperty("tcpKeepAlive", "true");
        password.ifPresent(secret -> defaults.setProperty("password", secret));
        Connection connection = DriverManager.getConnection(url, defaults);
        try {
            Sql.execute(connection, limits.sql());
            use.prepare(connection);
            return connection;
        } catch (SQLException | RuntimeException failure) {
            connection.close();
            throw failure;
        }
    }

    private static void requireDurable(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SELECT_SETTINGS)) {
            row.next();
            requireOn("fsync", row.getString(1));
            requireOn("full_page_writes", row.getString(2));
            String synchronousCommit = row.getString(3);
            if (synchronousCommit != null && !DURABLE_COMMITS.contains(synchronousCommit)) {
                Sql.execute(connection, "SET synchronous_commit = on");
            }
            if ("on".equals(row.getString(4))) {
                throw new SQLException("the database can only be read", PostgresDialect.READ_ONLY);
            }
        }
    }

    private static void requireOn(String setting, @Nullable String value) {
        if ("off".equals(value)) {
            throw new LedgerException(
                    "the database runs with " + setting + "=off: a crash would lose committed payments",
                    "set " + setting + " = on in its configuration",
                    null);
        }
    }
}
