package io.micropay.ledger.jdbc;

import io.micropay.ledger.jdbc.Dialect.Failure;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// A connection that is opened when it is first needed, and again when it has gone. Used by one thread at a time.
final class KeptConnection {

    private final Source source;
    private final Dialect dialect;
    private @Nullable KeptStatements statements;

    KeptConnection(Source source, Dialect dialect) {
        this.source = source;
        this.dialect = dialect;
    }

    /// Opens connections.
    interface Source {
        Connection open() throws SQLException;
    }

    /// A question to the database, which may be asked twice.
    interface Question<T extends @Nullable Object> {
        T ask(KeptStatements statements) throws SQLException;
    }

    /// Asks, and once more over a new connection when the one that was kept has gone. Where none can be had, nobody
    /// waits for it twice.
    <T extends @Nullable Object> T ask(Question<T> question) throws SQLException {
        boolean kept = statements != null;
        try {
            return question.ask(connected());
        } catch (SQLException failure) {
            if (!kept || dialect.kind(failure) != Failure.DISCONNECTED) {
                throw failure;
            }
            disconnect();
            return question.ask(connected());
        }
    }

    private KeptStatements connected() throws SQLException {
        KeptStatements open = statements;
        if (open == null) {
            open = new KeptStatements(source.open());
            statements = open;
        }
        return open;
    }

    /// Prepares all statements anew when they are used next: drivers may close the one that failed.
    void reset() throws SQLException {
        if (statements != null) {
            statements.reset();
        }
    }

    /// Gives up a connection that is of no more use.
    void disconnect() {
        if (statements != null) {
            statements.closeConnection();
            statements = null;
        }
    }

    /// Closes the connection in order.
    void close() throws SQLException {
        if (statements != null) {
            statements.reset();
            statements.connection().close();
            statements = null;
        }
    }
}
