package io.micropay.ledger.jdbc;

import static io.micropay.ledger.jdbc.BulkStatement.Column.BYTES;
import static io.micropay.ledger.jdbc.BulkStatement.Column.NUMBER;

import io.micropay.ledger.PaymentKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What names payments, as the columns `payer` and `id` hold it.
final class PaymentKeys {

    private PaymentKeys() {}

    /// A statement about many payments.
    static BulkStatement statement(String sql) {
        return BulkStatement.of(sql, NUMBER, BYTES);
    }

    static List<@Nullable Object[]> rows(Collection<PaymentKey> keys) {
        List<@Nullable Object[]> rows = new ArrayList<>(keys.size());
        for (PaymentKey key : keys) {
            rows.add(new @Nullable Object[] {key.payer(), ColumnBytes.of(key.id())});
        }
        return rows;
    }

    /// The key in two columns of a row.
    static PaymentKey of(ResultSet row, int payer, int id) throws SQLException {
        return new PaymentKey(row.getLong(payer), ColumnBytes.paymentId(row.getBytes(id)));
    }
}
