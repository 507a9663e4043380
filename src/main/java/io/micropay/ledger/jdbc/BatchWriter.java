package io.micropay.ledger.jdbc;

import io.micropay.ledger.Account;
import io.micropay.ledger.BatchLostException;
import io.micropay.ledger.ChainHead;
import io.micropay.ledger.Position;
import io.micropay.ledger.StoreBusyException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The writing side of a store: one connection, used by one thread, with at most one transaction open. What the
/// engines do differently within a batch is here; the rows are the same for all of them.
interface BatchWriter {

    /// Begins the transaction of a batch, so that no other can write until it ends, and makes sure that the ledger is
    /// as this writer left it, or further.
    void begin(Collection<Account> accounts) throws StoreBusyException, BatchLostException;

    /// The statements of the connection that the open transaction runs on.
    KeptStatements statements();

    /// The end of the chain as the transaction sees it.
    ChainHead head();

    /// The engine's clock as the transaction began, if that is the one to go by.
    OptionalLong time();

    /// Where one of the batch's accounts stands.
    Position position(Account account);

    /// Writes rows by the commit at the latest.
    ///
    /// @param rows the values of each row: a `Long`, a `String` or a `byte[]`, or null
    /// @param parameters those of the statement itself
    void write(BulkStatement statement, List<@Nullable Object[]> rows, long... parameters) throws SQLException;

    /// Asks for what belongs to any of these keys.
    ///
    /// @param keys the values of each, as of the rows that are written
    /// @param parameters those of the question itself
    void read(BulkStatement question, List<@Nullable Object[]> keys, RowReader reader, long... parameters)
            throws SQLException;

    /// Takes in one row of an answer.
    @FunctionalInterface
    interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    /// Makes the transaction durable, which leads to `newHead`.
    void commit(ChainHead newHead) throws StoreBusyException, BatchLostException;

    /// Undoes the open transaction, which nothing has gone wrong with.
    void rollBack();

    /// Makes of a failure within the transaction what the ledger has to know, and ends the transaction.
    ///
    /// @return the transaction is rolled back for certain, and others may succeed later
    /// @throws BatchLostException it may succeed when it is tried again
    /// @throws io.micropay.ledger.LedgerException neither is certain
    StoreBusyException failed(SQLException failure) throws BatchLostException;
}
