package io.micropay.ledger.jdbc;

import io.micropay.ledger.LedgerException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// SQLite's own ways.
final class SqliteDialect implements Dialect {

    /// Marks the file as micropay's (`PRAGMA application_id`): the letters `mpay`.
    static final int APPLICATION_ID = 0x6d706179;

    /// The lower byte of an SQLite result code says what kind it is.
    private static final int KIND = 0xff;

    private long foreignChanges = -1;

    @Override
    public String migrationFolder() {
        return "sqlite";
    }

    @Override
    public int schemaVersion(Connection connection) throws SQLException {
        return (int) number(connection, "PRAGMA user_version");
    }

    @Override
    public void setSchemaVersion(Connection connection, int version) throws SQLException {
        execute(connection, "PRAGMA application_id = " + APPLICATION_ID);
        execute(connection, "PRAGMA user_version = " + version);
    }

    /// Takes the write lock at once. Balances are kept in memory, so a change by another program would make money:
    /// the version of the data tells of any commit that was not made over this connection.
    @Override
    public void begin(Connection connection) throws SQLException {
        execute(connection, "BEGIN IMMEDIATE");
        long changes = number(connection, "PRAGMA data_version");
        if (foreignChanges >= 0 && changes != foreignChanges) {
            throw new LedgerException("another program has changed the ledger");
        }
        foreignChanges = changes;
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        execute(connection, "COMMIT");
    }

    /// SQLite ends the transaction by itself after some failures; then there is nothing to roll back.
    @Override
    public void rollBack(Connection connection) throws SQLException {
        try {
            execute(connection, "ROLLBACK");
        } catch (SQLException failure) {
            if (kind(failure) != SQLiteErrorCode.SQLITE_ERROR.code) {
                throw failure;
            }
        }
    }

    /// Locked by another program, or no space left. Both come before anything is durable: a full disk shows when the
    /// log is written, and a failed sync has another code.
    @Override
    public boolean isPassing(SQLException failure) {
        int kind = kind(failure);
        return kind == SQLiteErrorCode.SQLITE_BUSY.code
                || kind == SQLiteErrorCode.SQLITE_LOCKED.code
                || kind == SQLiteErrorCode.SQLITE_FULL.code;
    }

    /// Why a file cannot be opened, in one line.
    static String explain(Path file, SQLException failure) {
        int kind = kind(failure);
        if (kind == SQLiteErrorCode.SQLITE_NOTADB.code) {
            return "not a ledger: " + file;
        }
        if (kind == SQLiteErrorCode.SQLITE_CORRUPT.code) {
            return "the ledger " + file + " is damaged";
        }
        if (kind == SQLiteErrorCode.SQLITE_BUSY.code) {
            return "the ledger " + file + " is locked by another program";
        }
        if (kind == SQLiteErrorCode.SQLITE_FULL.code) {
            return "no space left for the ledger " + file;
        }
        return "the ledger " + file + " cannot be opened: " + failure.getMessage();
    }

    private static int kind(SQLException failure) {
        return failure instanceof SQLiteException sqlite ? sqlite.getResultCode().code & KIND : -1;
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    static String text(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
