package io.micropay.ledger.jdbc;

import io.micropay.ledger.ChainHead;
import io.micropay.ledger.LedgerException;
import io.micropay.ledger.LedgerStore;
import io.micropay.ledger.StoreBusyException;
import java.sql.SQLException;
import java.util.Arrays;

/// The writing side of a store: one connection, used by one thread, and the end of the chain that it has made durable.
final class JdbcWriter {

    private final KeptStatements statements;
    private final Dialect dialect;
    private final TransferRows transfers;
    private ChainHead head;

    JdbcWriter(KeptStatements statements, Dialect dialect) throws SQLException {
        this.statements = statements;
        this.dialect = dialect;
        this.transfers = new TransferRows(statements);
        this.head = transfers.head();
    }

    ChainHead head() {
        return head;
    }

    LedgerStore.Batch begin(long rememberedSince) throws StoreBusyException {
        try {
            dialect.begin(statements.connection());
        } catch (SQLException failure) {
            throw rolledBack(failure);
        }
        return new JdbcBatch(this, statements, rememberedSince);
    }

    /// Makes the open transaction durable, which leads to `newHead`.
    void commit(ChainHead newHead) throws StoreBusyException {
        try {
            dialect.commit(statements.connection());
        } catch (SQLException failure) {
            throw rolledBack(failure);
        }
        head = newHead;
    }

    /// Undoes the open transaction, which nothing has gone wrong with.
    void rollBack() {
        try {
            dialect.rollBack(statements.connection());
        } catch (SQLException failure) {
            throw new LedgerException("a batch cannot be rolled back: " + failure.getMessage(), failure);
        }
    }

    /// Undoes the open transaction after a failure that may pass, and makes sure that it is undone.
    ///
    /// @throws LedgerException the failure leaves the outcome unknown
    StoreBusyException rolledBack(SQLException failure) {
        if (!dialect.isPassing(failure)) {
            throw new LedgerException("the ledger cannot be written: " + failure.getMessage(), failure);
        }
        try {
            statements.reset();
            dialect.rollBack(statements.connection());
            ChainHead stored = transfers.head();
            if (stored.seq() != head.seq() || !Arrays.equals(stored.hash(), head.hash())) {
                throw new LedgerException("a batch was rolled back, and yet the ledger has changed", failure);
            }
        } catch (SQLException alsoFailed) {
            alsoFailed.addSuppressed(failure);
            throw new LedgerException("a batch cannot be rolled back: " + alsoFailed.getMessage(), alsoFailed);
        }
        return new StoreBusyException(String.valueOf(failure.getMessage()), failure);
    }
}
