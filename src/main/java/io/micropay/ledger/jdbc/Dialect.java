package io.micropay.ledger.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;

/// How the database engines spell what they do differently: everything else is the same SQL for all of them.
interface Dialect {

    /// The folder of the numbered migrations, beside this interface.
    String migrationFolder();

    /// The number of the last migration applied, 0 for an empty database.
    int schemaVersion(Connection connection) throws SQLException;

    /// Notes, within the transaction of a migration, that it has been applied.
    void setSchemaVersion(Connection connection, int version) throws SQLException;

    /// Begins a transaction that no other can write beside.
    void begin(Connection connection) throws SQLException;

    /// Makes the transaction durable.
    void commit(Connection connection) throws SQLException;

    /// Makes sure that no transaction is open, whether or not the engine has ended it already.
    void rollBack(Connection connection) throws SQLException;

    /// The engine's clock, in milliseconds since 1970, if it is the one to go by.
    OptionalLong time(Connection connection) throws SQLException;

    /// The query that yields the rows of a [BulkStatement], given as parameters.
    String rows(List<BulkStatement.Column> columns);

    /// What a failure means.
    Failure kind(SQLException failure);

    /// What a failure means.
    enum Failure {

        /// The engine is just unable to take the batch, so that it can be rolled back for certain, and others may
        /// succeed later.
        PASSING,

        /// The engine gave way to another server's transaction; it is rolled back, and worth trying again at once.
        CONFLICT,

        /// The connection is gone, and with it, unless it was being committed, the transaction.
        DISCONNECTED,

        /// Anything else: nobody can say what is durable.
        UNKNOWN
    }
}
