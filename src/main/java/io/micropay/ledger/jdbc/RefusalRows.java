package io.micropay.ledger.jdbc;

import io.micropay.ledger.KnownPayment.Refusal;
import io.micropay.ledger.PaymentKey;
import io.micropay.ledger.Rejection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The table `refusal`.
final class RefusalRows {

    private static final String SELECT =
            "SELECT reason, payee FROM refusal WHERE payer = ? AND id = ? AND refused_at > ?";
    private static final String UPSERT = """
            INSERT INTO refusal (payer, id, payee, reason, refused_at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (payer, id) DO UPDATE
            SET payee = excluded.payee, reason = excluded.reason, refused_at = excluded.refused_at""";
    private static final String DELETE = "DELETE FROM refusal WHERE payer = ? AND id = ?";
    private static final String DELETE_FORGOTTEN = "DELETE FROM refusal WHERE payer = ? AND refused_at <= ?";

    /// Keeps the newest so many of a payer; the oldest go.
    private static final String DELETE_BEYOND = """
            DELETE FROM refusal WHERE payer = ?1 AND (refused_at, id) <= (
                SELECT refused_at, id FROM refusal WHERE payer = ?1 ORDER BY refused_at DESC, id DESC LIMIT 1 OFFSET ?2)
            """;

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

    void replace(Collection<PaymentKey> committed) throws SQLException {
        if (committed.isEmpty()) {
            return;
        }
        PreparedStatement delete = statements.of(DELETE);
        for (PaymentKey key : committed) {
            delete.setLong(1, key.payer());
            delete.setBytes(2, ColumnBytes.of(key.id()));
            delete.addBatch();
        }
        delete.executeBatch();
    }

    /// Remembers refusals, and forgets those of the same payers that are too old or too many.
    void remember(Map<PaymentKey, Refusal> refusals, long refusedAt, long rememberedSince, int rememberedMax)
            throws SQLException {
        if (refusals.isEmpty()) {
            return;
        }
        PreparedStatement upsert = statements.of(UPSERT);
        for (Map.Entry<PaymentKey, Refusal> refusal : refusals.entrySet()) {
            upsert.setLong(1, refusal.getKey().payer());
            upsert.setBytes(2, ColumnBytes.of(refusal.getKey().id()));
            upsert.setLong(3, refusal.getValue().payee());
            upsert.setString(4, refusal.getValue().reason().name());
            upsert.setLong(5, refusedAt);
            upsert.addBatch();
        }
        upsert.executeBatch();
        Set<Long> payers = refusals.keySet().stream().map(PaymentKey::payer).collect(Collectors.toSet());
        forget(payers, statements.of(DELETE_FORGOTTEN), rememberedSince);
        forget(payers, statements.of(DELETE_BEYOND), rememberedMax);
    }

    private static void forget(Set<Long> payers, PreparedStatement delete, long bound) throws SQLException {
        for (long payer : payers) {
            delete.setLong(1, payer);
            delete.setLong(2, bound);
            delete.addBatch();
        }
        delete.executeBatch();
    }
}
