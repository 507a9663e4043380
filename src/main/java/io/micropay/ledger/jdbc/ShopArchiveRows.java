package io.micropay.ledger.jdbc;

import static io.micropay.ledger.jdbc.ArchiveRows.bytes;
import static io.micropay.ledger.jdbc.ArchiveRows.text;

import io.micropay.ledger.ArchivedDay;
import io.micropay.ledger.ArchivedItem;
import io.micropay.ledger.ArchivedSale;
import io.micropay.ledger.ArchivedSettlement;
import io.micropay.ledger.ArchivedShop;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

/// The tables of shops, row by row and as they are stored; but not what is quoted, which lasts for minutes.
final class ShopArchiveRows {

    /// A row may hold a menu of megabytes, or a report.
    private static final int SHOPS_PAGE = 1;

    /// A row that somebody has taken away excuses nothing.
    private static final String START = "SELECT coalesce(max(seq), 0) FROM shop_start";
    private static final String SHOPS = """
            SELECT merchant, sort_key, menu_hash, items, open, menu
            FROM shop WHERE merchant > ? ORDER BY merchant LIMIT ?""";
    private static final String ITEMS = """
            SELECT merchant, sku, place, category, title, price, on_hand
            FROM shop_item WHERE (merchant, place, sku) > (?, ?, ?) ORDER BY merchant, place, sku LIMIT ?""";
    private static final String SALES = """
            SELECT seq, payment, buyer, merchant, id, menu_hash, basket
            FROM shop_sale WHERE seq > ? AND seq <= ? ORDER BY seq""";
    private static final String SETTLEMENTS = """
            SELECT merchant, day, file_hash, report
            FROM settlement WHERE (merchant, day) > (?, ?) ORDER BY merchant, day LIMIT ?""";
    private static final String SETTLED_DAYS = """
            SELECT merchant, day
            FROM settlement WHERE (merchant, day) > (?, ?) ORDER BY merchant, day LIMIT ?""";

    private final KeptStatements statements;

    ShopArchiveRows(KeptStatements statements) {
        this.statements = statements;
    }

    long start() throws SQLException {
        return ArchiveRows.page(statements.of(START), row -> row.getLong(1)).getFirst();
    }

    void shops(Consumer<List<ArchivedShop>> pages) throws SQLException {
        ArchiveRows.each(
                SHOPS_PAGE,
                last -> {
                    PreparedStatement select = statements.of(SHOPS);
                    select.setLong(1, last.map(ArchivedShop::merchant).orElse(Long.MIN_VALUE));
                    select.setInt(2, SHOPS_PAGE);
                    return ArchiveRows.page(
                            select,
                            row -> new ArchivedShop(
                                    row.getLong(1),
                                    bytes(row, 2),
                                    bytes(row, 3),
                                    row.getLong(4),
                                    row.getLong(5),
                                    bytes(row, 6)));
                },
                pages);
    }

    void items(Consumer<List<ArchivedItem>> pages) throws SQLException {
        ArchiveRows.each(
                ArchiveRows.PAGE,
                last -> {
                    PreparedStatement select = statements.of(ITEMS);
                    select.setLong(1, last.map(ArchivedItem::merchant).orElse(Long.MIN_VALUE));
                    select.setLong(2, last.map(ArchivedItem::place).orElse(Long.MIN_VALUE));
                    select.setString(3, last.map(ArchivedItem::sku).orElse(""));
                    select.setInt(4, ArchiveRows.PAGE);
                    return ArchiveRows.page(
                            select,
                            row -> new ArchivedItem(
                                    row.getLong(1),
                                    text(row, 2),
                                    row.getLong(3),
                                    text(row, 4),
                                    text(row, 5),
                                    row.getLong(6),
                                    row.getLong(7)));
                },
                pages);
    }

    void settlements(Consumer<List<ArchivedSettlement>> pages) throws SQLException {
        ArchiveRows.each(
                SHOPS_PAGE,
                last -> {
                    PreparedStatement select = statements.of(SETTLEMENTS);
                    select.setLong(1, last.map(ArchivedSettlement::merchant).orElse(Long.MIN_VALUE));
                    select.setString(2, last.map(ArchivedSettlement::date).orElse(""));
                    select.setInt(3, SHOPS_PAGE);
                    return ArchiveRows.page(
                            select,
                            row -> new ArchivedSettlement(row.getLong(1), text(row, 2), bytes(row, 3), bytes(row, 4)));
                },
                pages);
    }

    void settledDays(Consumer<List<ArchivedDay>> pages) throws SQLException {
        ArchiveRows.each(
                ArchiveRows.PAGE,
                last -> {
                    PreparedStatement select = statements.of(SETTLED_DAYS);
                    select.setLong(1, last.map(ArchivedDay::merchant).orElse(Long.MIN_VALUE));
                    select.setString(2, last.map(ArchivedDay::date).orElse(""));
                    select.setInt(3, ArchiveRows.PAGE);
                    return ArchiveRows.page(select, row -> new ArchivedDay(row.getLong(1), text(row, 2)));
                },
                pages);
    }

    List<ArchivedSale> sales(long after, long last) throws SQLException {
        PreparedStatement select = statements.of(SALES);
        select.setLong(1, after);
        select.setLong(2, last);
        return ArchiveRows.page(
                select,
                row -> new ArchivedSale(
                        row.getLong(1),
                        bytes(row, 2),
                        row.getLong(3),
                        row.getLong(4),
                        text(row, 5),
                        bytes(row, 6),
                        text(row, 7)));
    }
}
