package io.micropay.ledger.jdbc;

import io.micropay.ledger.LedgerException;
import io.micropay.ledger.MenuExcerpt;
import io.micropay.ledger.PaidOrder;
import io.micropay.ledger.ShopEntry;
import io.micropay.ledger.ShopReader;
import io.micropay.money.Amount;
import io.micropay.money.Memo;
import io.micropay.money.PaymentId;
import io.micropay.money.Price;
import io.micropay.money.Sku;
import io.micropay.shop.MenuItem;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Reads what is durable of shops, over the connection of a [JdbcReader].
final class JdbcShopReader implements ShopReader {

    private static final String COUNT = "SELECT count(*) FROM shop";
    private static final String SHOPS = """
            SELECT a.name, s.items FROM shop s JOIN account a ON a.number = s.merchant
            ORDER BY s.sort_key LIMIT ? OFFSET ?""";

    /// One statement, so that it sees one menu.
    private static final String MENU = """
            SELECT s.menu_hash, s.items, i.sku, i.category, i.title, i.price, i.on_hand - (
                SELECT coalesce(sum(h.quantity), 0) FROM shop_hold h
                WHERE h.merchant = i.merchant AND h.sku = i.sku AND h.expires_at > ?)
            FROM shop s LEFT JOIN shop_item i ON i.merchant = s.merchant AND i.place > ? AND i.place <= ?
            WHERE s.merchant = ? ORDER BY i.place""";
    private static final String SIGNED_MENU = "SELECT menu FROM shop WHERE merchant = ?";

    private final Asking asking;

    JdbcShopReader(Asking asking) {
        this.asking = asking;
    }

    /// Asks over a connection, and makes of a failure what the ledger has to know.
    interface Asking {
        <T> T ask(KeptConnection.Question<T> question);
    }

    @Override
    public int count() {
        return asking.ask(kept -> {
            try (ResultSet row = kept.of(COUNT).executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        });
    }

    @Override
    public List<ShopEntry> shops(int skipped, int count) {
        return asking.ask(kept -> {
            PreparedStatement select = kept.of(SHOPS);
            select.setInt(1, count);
            select.setInt(2, skipped);
            List<ShopEntry> shops = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    shops.add(new ShopEntry(SaleRows.name(row.getString(1)), row.getInt(2)));
                }
            }
            return shops;
        });
    }

    @Override
    public Optional<MenuExcerpt> menu(long merchant, int skipped, int count, long now) {
        return asking.ask(kept -> {
            PreparedStatement select = kept.of(MENU);
            select.setLong(1, now);
            select.setInt(2, skipped);
            select.setInt(3, skipped + count);
            select.setLong(4, merchant);
            try (ResultSet row = select.executeQuery()) {
                return excerpt(row);
            }
        });
    }

    private static Optional<MenuExcerpt> excerpt(ResultSet row) throws SQLException {
        if (!row.next()) {
            return Optional.empty();
        }
        String menuHash = HexFormat.of().formatHex(row.getBytes(1));
        int itemsInAll = row.getInt(2);
        List<MenuItem> items = new ArrayList<>();
        // A page behind the last has the shop, and no item.
        while (row.getString(3) != null) {
            items.add(item(row));
            if (!row.next()) {
                break;
            }
        }
        return Optional.of(new MenuExcerpt(menuHash, itemsInAll, items));
    }

    private static MenuItem item(ResultSet row) throws SQLException {
        long left = Math.min(row.getLong(7), MenuItem.STOCK_MAX);
        return new MenuItem(
                new Sku(row.getString(3)),
                memo(row.getString(4)),
                memo(row.getString(5)),
                new Price(new Amount(row.getLong(6))),
                (int) left);
    }

    private static Memo memo(String stored) {
        return Memo.parse(stored)
                .orElseThrow(() -> new LedgerException("a title in the ledger is not of the form: " + stored));
    }

    @Override
    public Optional<byte[]> signedMenu(long merchant) {
        return asking.ask(kept -> {
            PreparedStatement select = kept.of(SIGNED_MENU);
            select.setLong(1, merchant);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
            }
        });
    }

    @Override
    public Optional<PaidOrder> sale(long party, PaymentId payment) {
        return asking.ask(kept -> SaleRows.find(kept, party, payment));
    }
}
