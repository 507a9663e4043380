package io.micropay.ledger.jdbc;

import static io.micropay.ledger.jdbc.BulkStatement.Column.BYTES;
import static io.micropay.ledger.jdbc.BulkStatement.Column.NUMBER;
import static io.micropay.ledger.jdbc.BulkStatement.Column.TEXT;

import io.micropay.ledger.BatchChanges;
import io.micropay.ledger.KnownPayment.Refusal;
import io.micropay.ledger.PaymentKey;
import io.micropay.ledger.Rejection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The table `refusal`.
final class RefusalRows {

    private static final String SELECT =
            "SELECT reason, payee FROM refusal WHERE payer = ? AND id = ? AND refused_at > ?";
    private static final BulkStatement UPSERT = BulkStatement.of("""
            INSERT INTO refusal (payer, id, payee, reason, refused_at) {rows}
            ON CONFLICT (payer, id) DO UPDATE
            SET payee = excluded.payee, reason = excluded.reason, refused_at = excluded.refused_at""", NUMBER, BYTES, NUMBER, TEXT, NUMBER);
    private static final BulkStatement DELETE =
            BulkStatement.of("DELETE FROM refusal WHERE (payer, id) IN ({rows})", NUMBER, BYTES);
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

    private final KeptStatements statements;

    RefusalRows(KeptStatements statements) {
        this.statements = statements;
    }

    Optional<Refusal> refusal(PaymentKey key, long rememberedSince) throws SQLException {
        PreparedStatement select = statements.of(SELECT);
        select.setLong(1, key.payer());
        select.setBytes(2, ColumnBytes.of(key.id()));
        select.setLong(3, rememberedSince);
        try (ResultSet row = select.executeQuery()) {
            return row.next()
                    ? Optional.of(new Refusal(Rejection.valueOf(row.getString(1)), row.getLong(2)))
                    : Optional.empty();
        }
    }

    static void replace(BatchWriter writer, Collection<PaymentKey> committed) throws SQLException {
        if (committed.isEmpty()) {
            return;
        }
        List<@Nullable Object[]> rows = new ArrayList<>(committed.size());
        for (PaymentKey key : committed) {
            rows.add(new @Nullable Object[] {key.payer(), ColumnBytes.of(key.id())});
        }
        writer.write(DELETE, rows);
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
