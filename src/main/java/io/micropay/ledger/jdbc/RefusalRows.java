package io.micropay.ledger.jdbc;

import static io.micropay.ledger.jdbc.BulkStatement.Column.BYTES;
import static io.micropay.ledger.jdbc.BulkStatement.Column.NUMBER;
import static io.micropay.ledger.jdbc.BulkStatement.Column.TEXT;

import io.micropay.ledger.BatchChanges;
import io.micropay.ledger.KnownPayment.Refusal;
import io.micropay.ledger.PaymentKey;
import io.micropay.ledger.Rejection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The table `refusal`.
final class RefusalRows {

    private static final BulkStatement SELECT = PaymentKeys.statement(
            "SELECT payer, id, reason, payee FROM refusal WHERE refused_at > ? AND (payer, id) IN ({rows})");
    private static final BulkStatement UPSERT = BulkStatement.of("""
            INSERT INTO refusal (payer, id, payee, reason, refused_at) {rows}
            ON CONFLICT (payer, id) DO UPDATE
            SET payee = excluded.payee, reason = excluded.reason, refused_at = excluded.refused_at""", NUMBER, BYTES, NUMBER, TEXT, NUMBER);
    private static final BulkStatement DELETE =
            PaymentKeys.statement("DELETE FROM refusal WHERE (payer, id) IN ({rows})");
    private static final BulkStatement DELETE_FORGOTTEN =
            BulkStatement.of("DELETE FROM refusal WHERE refused_at <= ? AND payer IN ({rows})", NUMBER);

    /// Keeps the newest so many of a payer; the oldest go.
    private static final BulkStatement DELETE_BEYOND = BulkStatement.of("""
            DELETE FROM refusal WHERE (payer, id) IN (
                SELECT payer, id FROM (
                    SELECT payer, id,
                           row_number() OVER (PARTITION BY payer ORDER BY refused_at DESC, id DESC) - ? AS beyond
                    FROM refusal WHERE payer IN ({rows})) AS ranked
                WHERE beyond > 0)""", NUMBER);

    private RefusalRows() {}

    /// Those of these payments whose last refusal is remembered.
    static Map<PaymentKey, Refusal> find(BatchWriter writer, Collection<PaymentKey> keys, long rememberedSince)
            throws SQLException {
        Map<PaymentKey, Refusal> refusals = new HashMap<>();
        writer.read(
                SELECT,
                PaymentKeys.rows(keys),
                row -> refusals.put(
                        PaymentKeys.of(row, 1, 2), new Refusal(Rejection.valueOf(row.getString(3)), row.getLong(4))),
                rememberedSince);
        return refusals;
    }

    static void replace(BatchWriter writer, Collection<PaymentKey> committed) throws SQLException {
        if (committed.isEmpty()) {
            return;
        }
        writer.write(DELETE, PaymentKeys.rows(committed));
    }

    /// Remembers refusals, and forgets those of the same payers that are too old or too many.
    static void remember(BatchWriter writer, BatchChanges changes) throws SQLException {
        if (changes.refusals().isEmpty()) {
            return;
        }
        List<@Nullable Object[]> rows = new ArrayList<>();
        Set<Long> payers = new TreeSet<>();
        for (Map.Entry<PaymentKey, Refusal> refusal : changes.refusals().entrySet()) {
            rows.add(new @Nullable Object[] {
                refusal.getKey().payer(),
                ColumnBytes.of(refusal.getKey().id()),
                refusal.getValue().payee(),
                refusal.getValue().reason().name(),
                changes.decidedAt()
            });
            payers.add(refusal.getKey().payer());
        }
        writer.write(UPSERT, rows);
        List<@Nullable Object[]> refused =
                payers.stream().map(payer -> new @Nullable Object[] {payer}).toList();
        writer.write(DELETE_FORGOTTEN, refused, changes.rememberedSince());
        writer.write(DELETE_BEYOND, refused, changes.rememberedMax());
    }
}
