package io.micropay.shop;

import io.micropay.money.Sha256Text;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Reads a menu from CSV: UTF-8, with or without a byte order mark, in one of the forms of [MenuColumns].
///
/// The first thing that is wrong is told with its line and column. The hash is of the bytes as they came, so that
/// everybody who has the file can compute it.
public final class MenuCsv {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private MenuCsv() {}

    public static MenuReading read(byte[] csv) {
        try {
            return new MenuReading.Read(new Menu(items(text(csv)), Sha256Text.of(csv)));
        } catch (MenuFault fault) {
            return fault.reading();
        }
    }

    private static String text(byte[] csv) throws MenuFault {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(csv))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
        } catch (CharacterCodingException notUtf8) {
            throw new MenuFault(0, "the file is not UTF-8");
        }
    }

    private static List<MenuItem> items(String text) throws MenuFault {
        List<CsvRow> rows = new CsvReader(text, Menu.ITEMS_MAX + 1).rows();
        if (rows.isEmpty()) {
            throw new MenuFault(0, "the file is empty");
        }
        MenuColumns columns = MenuColumns.of(rows.getFirst());
        List<CsvRow> itemRows = columns.hasHeader(rows.getFirst()) ? rows.subList(1, rows.size()) : rows;
        if (itemRows.isEmpty() || itemRows.size() > Menu.ITEMS_MAX) {
            throw new MenuFault(0, "a menu has 1 to " + Menu.ITEMS_MAX + " items, not " + itemRows.size());
        }
        return items(columns, itemRows);
    }

    private static List<MenuItem> items(MenuColumns columns, List<CsvRow> rows) throws MenuFault {
        List<MenuItem> items = new ArrayList<>(rows.size());
        Set<String> skus = new HashSet<>();
        for (CsvRow row : rows) {
            MenuItem item = columns.item(row, items.size() + 1);
            if (!skus.add(item.sku().text())) {
                throw new MenuFault(row.line(), "column 1: the sku " + item.sku() + " stands twice");
            }
            items.add(item);
        }
        return items;
    }
}
