package io.micropay.ledger.jdbc;

import io.micropay.ledger.ChainHead;
import io.micropay.ledger.LedgerException;
import io.micropay.ledger.PostedTransfer;
import java.sql.ResultSet;
import java.sql.SQLException;

/// What is looked at when a ledger is opened: the newest transfers are chained without a gap and are the newest that
/// the accounts know of, and all balances sum up to zero. It takes no longer when there are more transfers.
final class OpeningCheck {

    /// A file that was cut off, or whose end comes from another, shows it here; to look at all is for `ledger
    /// verify`. A server's start waits for these, in code that is not compiled yet.
    private static final int TRANSFERS = 256;

    private final KeptStatements statements;

    OpeningCheck(KeptStatements statements) {
        this.statements = statements;
    }

    /// @param head the end of the chain
    /// @throws LedgerException something is wrong
    void run(ChainHead head) throws SQLException {
        try {
            checkChain(head);
            checkPositions(head);
        } catch (IllegalArgumentException notOfTheForm) {
            throw new LedgerException("the ledger is damaged: " + notOfTheForm.getMessage(), notOfTheForm);
        }
    }

    private void checkChain(ChainHead head) throws SQLException {
        long seq = Math.max(0, head.seq() - TRANSFERS);
        String previousHash = null;
        for (PostedTransfer transfer : new TransferRows(statements).after(seq)) {
            seq++;
            boolean follows = previousHash == null || previousHash.equals(transfer.previousHash());
            if (transfer.seq() != seq || !follows || !transfer.isChained()) {
                throw new LedgerException("the ledger is damaged: transfer " + seq + " does not follow the one before");
            }
            previousHash = transfer.chainHash();
        }
        if (seq != head.seq()) {
            throw new LedgerException("the ledger is damaged: its last transfer is not " + head.seq());
        }
    }

    private void checkPositions(ChainHead head) throws SQLException {
        try (ResultSet row = statements
                .of("SELECT sum(balance), max(newest_seq) FROM position")
                .executeQuery()) {
            row.next();
            if (row.getLong(1) != 0) {
                throw new LedgerException("the ledger is damaged: the sum of its balances is not zero");
            }
            if (row.getLong(2) != head.seq()) {
                throw new LedgerException("the ledger is damaged: its transfers after " + head.seq() + " are missing");
            }
        }
    }
}
