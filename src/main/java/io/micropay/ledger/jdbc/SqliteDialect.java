package io.micropay.ledger.jdbc;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// SQLite's own ways.
class SqliteDialect implements Dialect {

    /// Marks the file as micropay's (`PRAGMA application_id`): the letters `mpay`.
    static final int APPLICATION_ID = 0x6d706179;

    /// The lower byte of an SQLite result code says what kind it is.
    private static final int KIND = 0xff;

    @Override
    public String migrationFolder() {
        return "sqlite";
    }

    @Override
    public int schemaVersion(Connection connection) throws SQLException {
        return (int) Sql.number(connection, "PRAGMA user_version");
    }

    @Override
    public void setSchemaVersion(Connection connection, int version) throws SQLException {
        Sql.execute(connection, "PRAGMA application_id = " + APPLICATION_ID);
        Sql.execute(connection, "PRAGMA user_version = " + version);
    }

    @Override
    public void begin(Connection connection) throws SQLException {
        Sql.execute(connection, "BEGIN IMMEDIATE");
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        Sql.execute(connection, "COMMIT");
    }

    /// SQLite ends the transaction by itself after some failures; then there is nothing to roll back.
    @Override
    public void rollBack(Connection connection) throws SQLException {
        try {
            Sql.execute(connection, "ROLLBACK");
        } catch (SQLException failure) {
            if (code(failure) != SQLiteErrorCode.SQLITE_ERROR.code) {
                throw failure;
            }
        }
    }

    @Override
    public OptionalLong time(Connection connection) {
        return OptionalLong.empty();
    }

    @Override
    public String rows(List<BulkStatement.Column> columns) {
        return "VALUES (" + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
    }

    /// Locked by another program, or no space left, may pass. Both come before anything is durable: a full disk shows
    /// when the log is written, and a failed sync has another code.
    @Override
    public Failure kind(SQLException failure) {
        int code = code(failure);
        boolean passes = code == SQLiteErrorCode.SQLITE_BUSY.code
                || code == SQLiteErrorCode.SQLITE_LOCKED.code
                || code == SQLiteErrorCode.SQLITE_FULL.code;
        return passes ? Failure.PASSING : Failure.UNKNOWN;
    }

    /// Whether the file, or one that SQLite needs beside it, cannot be opened.
    static boolean isUnopenable(SQLException failure) {
        return code(failure) == SQLiteErrorCode.SQLITE_CANTOPEN.code;
    }

    /// Why a file cannot be opened, in one line.
    static String explain(Path file, SQLException failure) {
        int code = code(failure);
        if (code == SQLiteErrorCode.SQLITE_NOTADB.code) {
            return "not a ledger: " + file;
        }
        if (code == SQLiteErrorCode.SQLITE_CORRUPT.code) {
            return "the ledger " + file + " is damaged";
        }
        if (code == SQLiteErrorCode.SQLITE_BUSY.code) {
            return "the ledger " + file + " is locked by another program";
        }
        if (code == SQLiteErrorCode.SQLITE_FULL.code) {
            return "no space left for the ledger " + file;
        }
        return "the ledger " + file + " cannot be opened: " + failure.getMessage();
    }

    private static int code(SQLException failure) {
        return failure instanceof SQLiteException sqlite ? sqlite.getResultCode().code & KIND : -1;
    }
}
