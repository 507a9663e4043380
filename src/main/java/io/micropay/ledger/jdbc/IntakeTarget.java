package io.micropay.ledger.jdbc;

import io.micropay.ledger.LedgerException;
import java.sql.Connection;
import java.sql.SQLException;

/// Where a new ledger is to be, and the engine's own ways to make it one.
interface IntakeTarget {

    /// Opens a connection with an open transaction, to tables that hold no ledger.
    ///
    /// @throws LedgerException there is a ledger already
    Connection open() throws SQLException;

    /// How the transaction's rows are read before it is committed.
    ArchiveSource source();

    /// Commits the transaction, closes the connection, and makes the ledger appear.
    void complete(Connection connection) throws SQLException;

    /// Takes away all that was begun. Called after a completion too, which leaves nothing to take away.
    void abandon(Connection connection) throws SQLException;

    /// What it says to a person that a row cannot be written.
    LedgerException unwritable(SQLException failure);
}
