package io.micropay.ledger.jdbc;

import static io.micropay.ledger.jdbc.BulkStatement.Column.BYTES;
import static io.micropay.ledger.jdbc.BulkStatement.Column.NUMBER;
import static io.micropay.ledger.jdbc.BulkStatement.Column.TEXT;

import io.micropay.ledger.ItemKey;
import io.micropay.ledger.PublishedMenu;
import io.micropay.ledger.Shelf;
import io.micropay.ledger.ShopChanges;
import io.micropay.ledger.ShopStatus;
import io.micropay.money.Amount;
import io.micropay.money.Price;
import io.micropay.money.Sku;
import io.micropay.shop.MenuItem;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The tables `shop` and `shop_item`.
final class ShopRows {

    private static final BulkStatement SELECT =
            BulkStatement.of("SELECT merchant, menu_hash, open FROM shop WHERE merchant IN ({rows})", NUMBER);
    private static final BulkStatement SELECT_ITEMS = BulkStatement.of(
            "SELECT merchant, sku, price, on_hand FROM shop_item WHERE (merchant, sku) IN ({rows})", NUMBER, TEXT);

    /// A shop that is there stays as open as it is.
    private static final BulkStatement UPSERT = BulkStatement.of("""
            INSERT INTO shop (merchant, sort_key, menu_hash, items, open, menu) {rows}
            ON CONFLICT (merchant) DO UPDATE
            SET menu_hash = excluded.menu_hash, items = excluded.items, menu = excluded.menu""", NUMBER, BYTES, BYTES, NUMBER, NUMBER, BYTES);

    private static final BulkStatement DELETE_ITEMS =
            BulkStatement.of("DELETE FROM shop_item WHERE merchant IN ({rows})", NUMBER);
    private static final BulkStatement INSERT_ITEMS = BulkStatement.of(
            "INSERT INTO shop_item (merchant, sku, place, category, title, price, on_hand) {rows}",
            NUMBER,
            TEXT,
            NUMBER,
            TEXT,
            TEXT,
            NUMBER,
            NUMBER);
    private static final BulkStatement OPEN = BulkStatement.of("""
            WITH changed (merchant, open) AS ({rows})
            UPDATE shop SET open = (SELECT changed.open FROM changed WHERE changed.merchant = shop.merchant)
            WHERE merchant IN (SELECT changed.merchant FROM changed)""", NUMBER, NUMBER);
    private static final BulkStatement STOCK = BulkStatement.of("""
            WITH changed (merchant, sku, on_hand) AS ({rows})
            UPDATE shop_item SET on_hand = (
                SELECT changed.on_hand FROM changed
                WHERE changed.merchant = shop_item.merchant AND changed.sku = shop_item.sku)
            WHERE (merchant, sku) IN (SELECT changed.merchant, changed.sku FROM changed)""", NUMBER, TEXT, NUMBER);

    private ShopRows() {}

    static Map<Long, ShopStatus> find(BatchWriter writer, Collection<Long> merchants) throws SQLException {
        Map<Long, ShopStatus> shops = new HashMap<>();
        writer.read(
                SELECT,
                numbers(merchants),
                row -> shops.put(
                        row.getLong(1),
                        new ShopStatus(HexFormat.of().formatHex(row.getBytes(2)), row.getLong(3) == 1)));
        return shops;
    }

    static Map<ItemKey, Shelf> shelves(BatchWriter writer, Collection<ItemKey> items) throws SQLException {
        Map<ItemKey, Shelf> shelves = new HashMap<>();
        writer.read(
                SELECT_ITEMS,
                items(items),
                row -> shelves.put(
                        new ItemKey(row.getLong(1), new Sku(row.getString(2))),
                        new Shelf(new Price(new Amount(row.getLong(3))), row.getLong(4))));
        return shelves;
    }

    static List<@Nullable Object[]> numbers(Collection<Long> numbers) {
        List<@Nullable Object[]> rows = new ArrayList<>(numbers.size());
        numbers.forEach(number -> rows.add(new @Nullable Object[] {number}));
        return rows;
    }

    static List<@Nullable Object[]> items(Collection<ItemKey> items) {
        List<@Nullable Object[]> rows = new ArrayList<>(items.size());
        items.forEach(item ->
                rows.add(new @Nullable Object[] {item.merchant(), item.sku().text()}));
        return rows;
    }

    static void write(BatchWriter writer, ShopChanges changes) throws SQLException {
        publish(writer, changes);
        if (!changes.openings().isEmpty()) {
            List<@Nullable Object[]> rows = new ArrayList<>();
            changes.openings().forEach((merchant, open) -> rows.add(new @Nullable Object[] {merchant, open ? 1L : 0L}));
            writer.write(OPEN, rows);
        }
        stock(writer, changes);
    }

    private static void publish(BatchWriter writer, ShopChanges changes) throws SQLException {
        if (changes.menus().isEmpty()) {
            return;
        }
        List<@Nullable Object[]> shops = new ArrayList<>();
        List<@Nullable Object[]> items = new ArrayList<>();
        for (PublishedMenu published : changes.menus().values()) {
            shops.add(shop(published));
            addItems(published, changes.onHand(), items);
        }
        writer.write(UPSERT, shops);
        writer.write(DELETE_ITEMS, numbers(changes.menus().keySet()));
        writer.write(INSERT_ITEMS, items);
    }

    private static @Nullable Object[] shop(PublishedMenu published) {
        return new @Nullable Object[] {
            published.merchant().number(),
            published.merchant().name().key().getBytes(StandardCharsets.US_ASCII),
            HexFormat.of().parseHex(published.menu().hash()),
            (long) published.menu().items().size(),
            1L,
            published.signed()
        };
    }

    private static void addItems(PublishedMenu published, Map<ItemKey, Long> onHand, List<@Nullable Object[]> rows) {
        long merchant = published.merchant().number();
        long place = 0;
        for (MenuItem item : published.menu().items()) {
            place++;
            rows.add(new @Nullable Object[] {
                merchant,
                item.sku().text(),
                place,
                item.category().toString(),
                item.title().toString(),
                item.price().amount().micros(),
                Objects.requireNonNull(onHand.get(new ItemKey(merchant, item.sku())))
            });
        }
    }

    /// The items of new menus are there already, with what is on hand of them.
    private static void stock(BatchWriter writer, ShopChanges changes) throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        changes.onHand().forEach((item, count) -> {
            if (!changes.menus().containsKey(item.merchant())) {
                rows.add(new @Nullable Object[] {item.merchant(), item.sku().text(), count});
            }
        });
        if (!rows.isEmpty()) {
            writer.write(STOCK, rows);
        }
    }
}
