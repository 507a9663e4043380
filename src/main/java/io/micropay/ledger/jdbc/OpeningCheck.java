package io.micropay.ledger.jdbc;

import io.micropay.ledger.ChainHead;
import io.micropay.ledger.LedgerException;
import io.micropay.ledger.PostedTransfer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;

/// What is looked at when a ledger is opened: the newest transfers are chained without a gap, and all balances sum up
/// to zero. The time it takes does not grow with the number of transfers.
final class OpeningCheck {

    private static final int TRANSFERS = 1_000;

    private final KeptStatements statements;

    OpeningCheck(KeptStatements statements) {
        this.statements = statements;
    }

    /// @param head the end of the chain
    /// @throws LedgerException something is wrong
    void run(ChainHead head) throws SQLException {
        try {
            checkChain(head);
            checkSum();
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
        boolean endsAtHead = previousHash == null
                ? head.seq() == 0
                : seq == head.seq() && previousHash.equals(HexFormat.of().formatHex(head.hash()));
        if (!endsAtHead) {
            throw new LedgerException("the ledger is damaged: its last transfer is not " + head.seq());
        }
    }

    private void checkSum() throws SQLException {
        try (ResultSet row = statements.of("SELECT sum(balance) FROM position").executeQuery()) {
            row.next();
            if (row.getLong(1) != 0) {
                throw new LedgerException("the ledger is damaged: the sum of its balances is not zero");
            }
        }
    }
}
