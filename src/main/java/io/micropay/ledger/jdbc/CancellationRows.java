package io.micropay.ledger.jdbc;

import static io.micropay.ledger.jdbc.BulkStatement.Column.BYTES;
import static io.micropay.ledger.jdbc.BulkStatement.Column.NUMBER;

import io.micropay.ledger.BatchChanges;
import io.micropay.ledger.PaymentKey;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The table `cancellation`.
final class CancellationRows {

    private static final BulkStatement SELECT = PaymentKeys.statement(
            "SELECT payer, id FROM cancellation WHERE cancelled_at > ? AND (payer, id) IN ({rows})");
    private static final String COUNT = "SELECT count(*) FROM cancellation WHERE payer = ? AND cancelled_at > ?";
    private static final BulkStatement UPSERT = BulkStatement.of("""
            INSERT INTO cancellation (payer, id, cancelled_at) {rows}
            ON CONFLICT (payer, id) DO UPDATE SET cancelled_at = excluded.cancelled_at""", NUMBER, BYTES, NUMBER);
    private static final BulkStatement DELETE_FORGOTTEN =
            BulkStatement.of("DELETE FROM cancellation WHERE cancelled_at <= ? AND payer IN ({rows})", NUMBER);

    private final KeptStatements statements;

    CancellationRows(KeptStatements statements) {
        this.statements = statements;
    }

    /// Those of these payments that are cancelled.
    static Set<PaymentKey> find(BatchWriter writer, Collection<PaymentKey> keys, long rememberedSince)
            throws SQLException {
        Set<PaymentKey> cancelled = new HashSet<>();
        writer.read(SELECT, PaymentKeys.rows(keys), row -> cancelled.add(PaymentKeys.of(row, 1, 2)), rememberedSince);
        return cancelled;
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
    static void remember(BatchWriter writer, BatchChanges changes) throws SQLException {
        if (changes.cancellations().isEmpty()) {
            return;
        }
        List<@Nullable Object[]> rows = new ArrayList<>();
        Set<Long> payers = new TreeSet<>();
        for (PaymentKey key : changes.cancellations()) {
            rows.add(new @Nullable Object[] {key.payer(), ColumnBytes.of(key.id()), changes.decidedAt()});
            payers.add(key.payer());
        }
        writer.write(UPSERT, rows);
        writer.write(
                DELETE_FORGOTTEN,
                payers.stream().map(payer -> new @Nullable Object[] {payer}).toList(),
                changes.rememberedSince());
    }
}
