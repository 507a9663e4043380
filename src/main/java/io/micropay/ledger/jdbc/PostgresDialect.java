package io.micropay.ledger.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
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

    /// The state of a failure to write in a database that can only be read.
    static final String READ_ONLY = "25006";

    /// The state of a failure to make a table whose name is taken.
    static final String TABLE_EXISTS = "42P07";

    /// Serialization failure and deadlock: the transaction is rolled back.
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01");

    /// The commit's outcome is unknown, the session was ended, or it leads to a server that only reads since another
    /// took over. A new connection tells.
    private static final Set<String> DISCONNECTS =
            Set.of("40003", "25P03", READ_ONLY, "57P01", "57P02", "57P03", "57P05");

    /// Too long a wait for a lock or a statement.
    private static final Set<String> TIMEOUTS = Set.of("55P03", "57014");

    private static final String CONNECTION_CLASS = "08";
    private static final String RESOURCES_CLASS = "53";

    @Override
    public String migrationFolder() {
        return "postgres";
    }

    /// A table of versions is what other programs have too; ours comes with the chain's lock.
    @Override
    public int schemaVersion(Connection connection) throws SQLException {
        long found = Sql.number(connection, """
                SELECT count(*) FROM pg_tables
                WHERE schemaname = current_schema() AND tablename IN ('schema_version', 'chain_lock')""");
        if (found == 1) {
            throw new SQLException("some of its tables have the names of a ledger's", TABLE_EXISTS);
        }
        return found == 0 ? 0 : (int) Sql.number(connection, "SELECT max(version) FROM schema_version");
    }

    @Override
    public void setSchemaVersion(Connection connection, int version) throws SQLException {
        Sql.execute(connection, "INSERT INTO schema_version (version) VALUES (" + version + ")");
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
        return OptionalLong.of(Sql.number(connection, "SELECT " + NOW_MILLIS));
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
}
