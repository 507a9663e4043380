package io.micropay.ledger.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/// The ways of PostgreSQL, and of the engines that speak its protocol.
///
/// Failures are told apart by SQLSTATE (PostgreSQL 18 documentation, appendix A).
final class PostgresDialect implements Dialect {

    /// The database's clock, in milliseconds since 1970: one for all servers, and no part of the transaction's
    /// snapshot.
    static final String NOW_MILLIS = "floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint";

    /// Serialization failure and deadlock: the transaction is rolled back.
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01");

    /// The commit's outcome is unknown, the session was ended, or it leads to a server that only reads since another
    /// took over. A new connection tells.
    private static final Set<String> DISCONNECTS =
            Set.of("40003", "25P03", "25006", "57P01", "57P02", "57P03", "57P05");

    /// Too long a wait for a lock or a statement.
    private static final Set<String> TIMEOUTS = Set.of("55P03", "57014");

    private static final String CONNECTION_CLASS = "08";
    private static final String RESOURCES_CLASS = "53";

    @Override
    public String migrationFolder() {
        return "postgres";
    }

    @Override
    public int schemaVersion(Connection connection) throws SQLException {
        boolean isNew = number(connection, """
                SELECT count(*) FROM information_schema.tables
                WHERE table_schema = current_schema() AND table_name = 'schema_version'""") == 0;
        return isNew ? 0 : (int) number(connection, "SELECT max(version) FROM schema_version");
    }

    @Override
    public void setSchemaVersion(Connection connection, int version) throws SQLException {
        execute(connection, "INSERT INTO schema_version (version) VALUES (" + version + ")");
    }

    /// Begins by the first statement of the transaction, since the connection does not commit by itself.
    @Override
    public void begin(Connection connection) {}

    @Override
    public void commit(Connection connection) throws SQLException {
        connection.commit();
    }

    @Override
    public void rollBack(Connection connection) throws SQLException {
        connection.rollback();
    }

    @Override
    public OptionalLong time(Connection connection) throws SQLException {
        return OptionalLong.of(number(connection, "SELECT " + NOW_MILLIS));
    }

    /// An array for each column: the rows travel as one parameter set, however many they are.
    @Override
    public String rows(List<BulkStatement.Column> columns) {
        return columns.stream()
                .map(column -> "?::" + type(column) + "[]")
                .collect(Collectors.joining(", ", "SELECT * FROM unnest(", ")"));
    }

    /// The name of a column's type.
    static String type(BulkStatement.Column column) {
        return switch (column) {
            case NUMBER -> "bigint";
            case TEXT -> "text";
            case BYTES -> "bytea";
        };
    }

    @Override
    public Failure kind(SQLException failure) {
        String state = failure.getSQLState();
        if (state == null) {
            return Failure.UNKNOWN;
        }
        if (CONFLICTS.contains(state)) {
            return Failure.CONFLICT;
        }
        if (state.startsWith(CONNECTION_CLASS) || DISCONNECTS.contains(state)) {
            return Failure.DISCONNECTED;
        }
        return state.startsWith(RESOURCES_CLASS) || TIMEOUTS.contains(state) ? Failure.PASSING : Failure.UNKNOWN;
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
