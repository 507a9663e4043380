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

    /// Takes away what is left when the connection is closed: all that was begun, unless it was completed.
    void clearUp();

    /// What it says to a person that it cannot be opened.
    LedgerException unopenable(SQLException failure);

    /// What it says to a person that a row cannot be written.
    LedgerException unwritable(SQLException failure);
}
