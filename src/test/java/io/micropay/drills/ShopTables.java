package io.micropay.drills;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.money.Memo;
import io.micropay.money.PricedBasket;
import io.micropay.money.Purpose;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/// The tables of shops, read with plain SQL: whatever happened, they agree with each other and with the journal.
final class ShopTables {

    private static final String PAID = """
            SELECT t.seq, t.id, t.payer, t.payee, t.amount, t.memo,
                   s.seq, s.payment, s.buyer, s.merchant, s.id, s.basket
            FROM transfer t LEFT JOIN shop_sale s ON s.seq = t.seq WHERE t.memo <> ''""";

    private final Statement statement;

    private ShopTables(Statement statement) {
        this.statement = statement;
    }

    /// Checks them, and returns the ids of the payments for which something was sold.
    ///
    /// @param published how many of each item each merchant had
    static Set<String> check(Statement statement, long published) throws SQLException {
        ShopTables tables = new ShopTables(statement);
        Map<String, Long> sold = new TreeMap<>();
        Set<String> payments = tables.sales(sold);
        tables.checkShelves(sold, published);
        tables.checkHolds();
        return payments;
    }

    /// How many items are on the shelves of all shops.
    static long onHand(Statement statement) throws SQLException {
        return new ShopTables(statement).number("SELECT sum(on_hand) FROM shop_item");
    }

    /// Each sale has its payment, of its price and for its order, and the reverse.
    private Set<String> sales(Map<String, Long> sold) throws SQLException {
        Set<String> payments = new TreeSet<>();
        try (ResultSet row = statement.executeQuery(PAID)) {
            while (row.next()) {
                Memo memo = Memo.parse(row.getString(6)).orElseThrow();
                Purpose.Order order = (Purpose.Order) Purpose.of(memo);
                PricedBasket basket = PricedBasket.parse(row.getString(12)).orElseThrow();
                assertThat(row.getLong(7))
                        .as("sale of transfer %d", row.getLong(1))
                        .isEqualTo(row.getLong(1));
                assertThat(row.getBytes(8)).isEqualTo(row.getBytes(2));
                assertThat(row.getLong(9)).isEqualTo(row.getLong(3));
                assertThat(row.getLong(10)).isEqualTo(row.getLong(4));
                assertThat(row.getString(11)).isEqualTo(order.order().text());
                assertThat(row.getLong(5)).isEqualTo(basket.total().micros());
                String merchant = row.getLong(4) + " ";
                for (PricedBasket.Item item : basket.items()) {
                    sold.merge(merchant + item.sku(), (long) item.quantity().value(), Long::sum);
                }
                payments.add(uuid(row.getBytes(2)));
            }
        }
        assertThat(number("SELECT count(*) FROM shop_sale")).isEqualTo(payments.size());
        return payments;
    }

    private void checkShelves(Map<String, Long> sold, long published) throws SQLException {
        try (ResultSet row = statement.executeQuery("""
                SELECT i.merchant, i.sku, i.on_hand, (
                    SELECT coalesce(sum(h.quantity), 0) FROM shop_hold h
                    WHERE h.merchant = i.merchant AND h.sku = i.sku)
                FROM shop_item i""")) {
            while (row.next()) {
                String item = row.getLong(1) + " " + row.getString(2);
                assertThat(row.getLong(3) + sold.getOrDefault(item, 0L))
                        .as("on hand and sold of %s", item)
                        .isEqualTo(published);
                assertThat(row.getLong(4)).as("held of %s", item).isLessThanOrEqualTo(row.getLong(3));
            }
        }
    }

    /// What is held is what open quotes are for, item by item.
    private void checkHolds() throws SQLException {
        Set<String> wanted = new TreeSet<>();
        try (ResultSet row = statement.executeQuery("SELECT merchant, buyer, basket FROM shop_quote")) {
            while (row.next()) {
                String key = row.getLong(1) + " " + row.getLong(2) + " ";
                PricedBasket.parse(row.getString(3))
                        .orElseThrow()
                        .items()
                        .forEach(item -> wanted.add(key + item.sku() + " " + item.quantity()));
            }
        }
        Set<String> held = new TreeSet<>();
        try (ResultSet row = statement.executeQuery("SELECT merchant, buyer, sku, quantity FROM shop_hold")) {
            while (row.next()) {
                held.add(row.getLong(1) + " " + row.getLong(2) + " " + row.getString(3) + " " + row.getLong(4));
            }
        }
        assertThat(held).isEqualTo(wanted);
    }

    private long number(String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static String uuid(byte[] bytes) {
        ByteBuffer halves = ByteBuffer.wrap(bytes);
        return new UUID(halves.getLong(), halves.getLong()).toString();
    }
}
