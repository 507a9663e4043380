package io.micropay.ledger.jdbc;

import io.micropay.ledger.LedgerException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/// A database that an archive is read from, and the engine's own ways to do that.
interface ArchiveSource {

    /// Opens a connection that can only read, to a ledger that this version can read.
    ///
    /// @throws LedgerException there is no such ledger
    Connection open() throws SQLException;

    Dialect dialect();

    /// The statement that begins a transaction which sees the database as it stands at its first query.
    String beginSnapshot();

    /// What is wrong with the database itself, below its rows; empty when nothing is.
    Optional<String> damage(Connection connection) throws SQLException;

    /// What it says to a person that the ledger cannot be opened.
    LedgerException unopenable(SQLException failure);

    /// What it says to a person that a part of the ledger cannot be read.
    LedgerException unreadable(String what, SQLException failure);
}
