package io.micropay.ledger.jdbc;

import static io.micropay.ledger.jdbc.BulkStatement.Column.BYTES;
import static io.micropay.ledger.jdbc.BulkStatement.Column.NUMBER;
import static io.micropay.ledger.jdbc.BulkStatement.Column.TEXT;

import io.micropay.ledger.LedgerException;
import io.micropay.ledger.PaidOrder;
import io.micropay.ledger.Sale;
import io.micropay.money.AccountName;
import io.micropay.money.OrderId;
import io.micropay.money.PaymentId;
import io.micropay.money.PricedBasket;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The table `shop_sale`.
final class SaleRows {

    /// Two buyers may have chosen the same id, and one of them may be the merchant of the other: an id is its payer's
    /// first of all.
    private static final String SELECT = """
            SELECT s.seq, s.payment, s.buyer, s.merchant, s.id, s.menu_hash, s.basket, a.name
            FROM shop_sale s JOIN account a ON a.number = s.buyer
            WHERE s.payment = ? AND (s.buyer = ? OR s.merchant = ?)
            ORDER BY CASE s.buyer WHEN ? THEN 0 ELSE s.seq END LIMIT 1""";

    private static final BulkStatement INSERT = BulkStatement.of(
            "INSERT INTO shop_sale (seq, payment, buyer, merchant, id, menu_hash, basket) {rows}",
            NUMBER,
            BYTES,
            NUMBER,
            NUMBER,
            TEXT,
            BYTES,
            TEXT);

    private SaleRows() {}

    static Optional<PaidOrder> find(KeptStatements statements, long party, PaymentId payment) throws SQLException {
        PreparedStatement select = statements.of(SELECT);
        select.setBytes(1, ColumnBytes.of(payment));
        select.setLong(2, party);
        select.setLong(3, party);
        select.setLong(4, party);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(new PaidOrder(name(row.getString(8)), sale(row))) : Optional.empty();
        }
    }

    private static Sale sale(ResultSet row) throws SQLException {
        return new Sale(
                row.getLong(1),
                ColumnBytes.paymentId(row.getBytes(2)),
                row.getLong(3),
                row.getLong(4),
                new OrderId(row.getString(5)),
                HexFormat.of().formatHex(row.getBytes(6)),
                basket(row.getString(7)));
    }

    /// A merchant's or a buyer's name as it is stored.
    static AccountName name(String stored) {
        return AccountName.parse(stored)
                .orElseThrow(() -> new LedgerException("an account has no name of the form: " + stored));
    }

    /// A basket as it is stored.
    static PricedBasket basket(String stored) {
        return PricedBasket.parse(stored)
                .orElseThrow(() -> new LedgerException("a basket in the ledger is not of the form: " + stored));
    }

    static void insert(BatchWriter writer, List<Sale> sales) throws SQLException {
        if (sales.isEmpty()) {
            return;
        }
        List<@Nullable Object[]> rows = new ArrayList<>(sales.size());
        for (Sale sale : sales) {
            rows.add(new @Nullable Object[] {
                sale.seq(),
                ColumnBytes.of(sale.payment()),
                sale.buyer(),
                sale.merchant(),
                sale.order().text(),
                HexFormat.of().parseHex(sale.menuHash()),
                sale.basket().toString()
            });
        }
        writer.write(INSERT, rows);
    }
}
