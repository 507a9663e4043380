package io.micropay.ledger.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/// Where the database engines differ: everything else is the same SQL for all of them.
interface Dialect {

    /// The folder of the numbered migrations, beside this interface.
    String migrationFolder();

    /// The number of the last migration applied, 0 for an empty database.
    int schemaVersion(Connection connection) throws SQLException;

    /// Notes, within the transaction of a migration, that it has been applied.
    void setSchemaVersion(Connection connection, int version) throws SQLException;

    /// Begins the transaction of a batch, so that no other can write until it ends, and makes sure that none has.
    void begin(Connection connection) throws SQLException;

    /// Makes the transaction durable.
    void commit(Connection connection) throws SQLException;

    /// Makes sure that no transaction is open, whether or not the engine has ended it already.
    void rollBack(Connection connection) throws SQLException;

    /// Whether the engine is just unable to take the batch, so that it can be rolled back for certain and others may
    /// succeed later. All else leaves the outcome unknown.
    boolean isPassing(SQLException failure);
}
