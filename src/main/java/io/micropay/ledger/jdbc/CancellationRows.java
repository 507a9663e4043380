package io.micropay.ledger.jdbc;

import io.micropay.ledger.PaymentKey;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;

/// The table `cancellation`.
final class CancellationRows {

    private static final String SELECT =
            "SELECT count(*) FROM cancellation WHERE payer = ? AND id = ? AND cancelled_at > ?";
    private static final String COUNT = "SELECT count(*) FROM cancellation WHERE payer = ? AND cancelled_at > ?";
    private static final String UPSERT = """
            INSERT INTO cancellation (payer, id, cancelled_at) VALUES (?, ?, ?)
            ON CONFLICT (payer, id) DO UPDATE SET cancelled_at = excluded.cancelled_at""";
    private static final String DELETE_FORGOTTEN = "DELETE FROM cancellation WHERE payer = ? AND cancelled_at <= ?";

    private final KeptStatements statements;

    CancellationRows(KeptStatements statements) {
        this.statements = statements;
    }

    boolean isCancelled(PaymentKey key, long rememberedSince) throws SQLException {
        PreparedStatement select = statements.of(SELECT);
        select.setLong(1, key.payer());
        select.setBytes(2, ColumnBytes.of(key.id()));
        select.setLong(3, rememberedSince);
        return count(select) > 0;
    }

    int count(long payer, long rememberedSince) throws SQLException {
        PreparedStatement select = statements.of(COUNT);
        select.setLong(1, payer);
        select.setLong(2, rememberedSince);
        return count(select);
    }

    private static int count(PreparedStatement select) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    /// Remembers cancellations, and forgets those of the same payers that are too old.
    void remember(Set<PaymentKey> cancellations, long cancelledAt, long rememberedSince) throws SQLException {
        if (cancellations.isEmpty()) {
            return;
        }
        PreparedStatement upsert = statements.of(UPSERT);
        PreparedStatement delete = statements.of(DELETE_FORGOTTEN);
        for (PaymentKey key : cancellations) {
            upsert.setLong(1, key.payer());
            upsert.setBytes(2, ColumnBytes.of(key.id()));
            upsert.setLong(3, cancelledAt);
            upsert.addBatch();
            delete.setLong(1, key.payer());
            delete.setLong(2, rememberedSince);
            delete.addBatch();
        }
        upsert.executeBatch();
        delete.executeBatch();
    }
}
