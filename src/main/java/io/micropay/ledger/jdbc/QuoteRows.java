package io.micropay.ledger.jdbc;

import static io.micropay.ledger.jdbc.BulkStatement.Column.BYTES;
import static io.micropay.ledger.jdbc.BulkStatement.Column.NUMBER;
import static io.micropay.ledger.jdbc.BulkStatement.Column.TEXT;

import io.micropay.ledger.ItemKey;
import io.micropay.ledger.QuoteKey;
import io.micropay.ledger.ShopChanges;
import io.micropay.money.OrderId;
import io.micropay.money.PricedBasket;
import io.micropay.money.Sku;
import io.micropay.shop.Quote;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The tables `shop_quote` and `shop_hold`.
final class QuoteRows {

    private static final BulkStatement SELECT = BulkStatement.of("""
            SELECT merchant, buyer, id, menu_hash, basket_hash, basket, expires_at
            FROM shop_quote WHERE (merchant, buyer) IN ({rows})""", NUMBER, NUMBER);
    private static final BulkStatement SELECT_HELD = BulkStatement.of("""
            SELECT merchant, sku, sum(quantity) FROM shop_hold
            WHERE expires_at > ? AND (merchant, sku) IN ({rows}) GROUP BY merchant, sku""", NUMBER, TEXT);
    private static final BulkStatement SELECT_HELD_BY = BulkStatement.of("""
            SELECT merchant, sku, sum(quantity) FROM shop_hold
            WHERE expires_at > ? AND merchant IN ({rows}) GROUP BY merchant, sku""", NUMBER);
    private static final BulkStatement DELETE_EXPIRED =
            BulkStatement.of("DELETE FROM shop_quote WHERE expires_at <= ? AND merchant IN ({rows})", NUMBER);
    private static final BulkStatement DELETE_EXPIRED_HOLDS =
            BulkStatement.of("DELETE FROM shop_hold WHERE expires_at <= ? AND merchant IN ({rows})", NUMBER);
    private static final BulkStatement DELETE =
            BulkStatement.of("DELETE FROM shop_quote WHERE (merchant, buyer) IN ({rows})", NUMBER, NUMBER);
    private static final BulkStatement DELETE_HOLDS =
            BulkStatement.of("DELETE FROM shop_hold WHERE (merchant, sku, buyer) IN ({rows})", NUMBER, TEXT, NUMBER);
    private static final BulkStatement INSERT = BulkStatement.of(
            "INSERT INTO shop_quote (merchant, buyer, id, menu_hash, basket_hash, basket, expires_at) {rows}",
            NUMBER,
            NUMBER,
            TEXT,
            BYTES,
            BYTES,
            TEXT,
            NUMBER);
    private static final BulkStatement INSERT_HOLDS = BulkStatement.of(
            "INSERT INTO shop_hold (merchant, sku, buyer, quantity, expires_at) {rows}",
            NUMBER,
            TEXT,
            NUMBER,
            NUMBER,
            NUMBER);

    private QuoteRows() {}

    static Map<QuoteKey, Quote> find(BatchWriter writer, Collection<QuoteKey> keys) throws SQLException {
        Map<QuoteKey, Quote> quotes = new HashMap<>();
        writer.read(SELECT, rows(keys), row -> quotes.put(new QuoteKey(row.getLong(1), row.getLong(2)), quote(row)));
        return quotes;
    }

    private static Quote quote(ResultSet row) throws SQLException {
        HexFormat hex = HexFormat.of();
        return new Quote(
                new OrderId(row.getString(3)),
                SaleRows.basket(row.getString(6)),
                hex.formatHex(row.getBytes(4)),
                hex.formatHex(row.getBytes(5)),
                row.getLong(7));
    }

    static Map<ItemKey, Long> held(BatchWriter writer, Collection<ItemKey> items, long now) throws SQLException {
        return held(writer, SELECT_HELD, ShopRows.items(items), now);
    }

    static Map<ItemKey, Long> heldBy(BatchWriter writer, Collection<Long> merchants, long now) throws SQLException {
        return held(writer, SELECT_HELD_BY, ShopRows.numbers(merchants), now);
    }

    private static Map<ItemKey, Long> held(
            BatchWriter writer, BulkStatement question, List<@Nullable Object[]> keys, long now) throws SQLException {
        Map<ItemKey, Long> held = new HashMap<>();
        writer.read(
                question,
                keys,
                row -> held.put(new ItemKey(row.getLong(1), new Sku(row.getString(2))), row.getLong(3)),
                now);
        return held;
    }

    private static List<@Nullable Object[]> rows(Collection<QuoteKey> keys) {
        List<@Nullable Object[]> rows = new ArrayList<>(keys.size());
        keys.forEach(key -> rows.add(new @Nullable Object[] {key.merchant(), key.buyer()}));
        return rows;
    }

    /// Writes what ends and what begins. What has expired goes too, in every shop whose stock changes: were the clock
    /// set back, it would hold again what others have by then.
    static void write(BatchWriter writer, ShopChanges changes, long now) throws SQLException {
        List<@Nullable Object[]> touched = ShopRows.numbers(touched(changes));
        if (!touched.isEmpty()) {
            writer.write(DELETE_EXPIRED, touched, now);
            writer.write(DELETE_EXPIRED_HOLDS, touched, now);
        }
        if (!changes.ended().isEmpty()) {
            writer.write(DELETE, rows(changes.ended().keySet()));
            List<@Nullable Object[]> holds = new ArrayList<>();
            changes.ended()
                    .forEach((key, quote) -> quote.basket()
                            .items()
                            .forEach(item -> holds.add(new @Nullable Object[] {
                                key.merchant(), item.sku().text(), key.buyer()
                            })));
            writer.write(DELETE_HOLDS, holds);
        }
        if (!changes.begun().isEmpty()) {
            begin(writer, changes.begun());
        }
    }

    private static Set<Long> touched(ShopChanges changes) {
        Set<Long> merchants = new TreeSet<>(changes.menus().keySet());
        changes.onHand().keySet().forEach(item -> merchants.add(item.merchant()));
        changes.begun().keySet().forEach(key -> merchants.add(key.merchant()));
        return merchants;
    }

    private static void begin(BatchWriter writer, Map<QuoteKey, Quote> begun) throws SQLException {
        List<@Nullable Object[]> quotes = new ArrayList<>();
        List<@Nullable Object[]> holds = new ArrayList<>();
        begun.forEach((key, quote) -> {
            quotes.add(row(key, quote));
            for (PricedBasket.Item item : quote.basket().items()) {
                holds.add(new @Nullable Object[] {
                    key.merchant(),
                    item.sku().text(),
                    key.buyer(),
                    (long) item.quantity().value(),
                    quote.expiresAt()
                });
            }
        });
        writer.write(INSERT, quotes);
        writer.write(INSERT_HOLDS, holds);
    }

    private static @Nullable Object[] row(QuoteKey key, Quote quote) {
        HexFormat hex = HexFormat.of();
        return new @Nullable Object[] {
            key.merchant(),
            key.buyer(),
            quote.order().text(),
            hex.parseHex(quote.menuHash()),
            hex.parseHex(quote.basketHash()),
            quote.basket().toString(),
            quote.expiresAt()
        };
    }
}
