package io.micropay.shop;

import io.micropay.csv.CsvFault;
import io.micropay.csv.CsvReader;
import io.micropay.csv.CsvRow;
import io.micropay.money.Sha256Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads a menu from CSV: UTF-8, with or without a byte order mark, in one of the forms of [MenuColumns].
///
/// The first thing that is wrong is told with its line and column. The hash is of the bytes as they came, so that
/// everybody who has the file can compute it.
public final class MenuCsv {

    private MenuCsv() {}

    /// Reads a whole menu.
    ///
    /// @throws CsvFault when the file is no menu
    public static Menu read(byte[] csv) throws CsvFault {
        return new Menu(items(csv), Sha256Text.of(csv));
    }

    private static List<MenuItem> items(byte[] csv) throws CsvFault {
        List<CsvRow> rows = rows(new CsvReader(csv));
        if (rows.isEmpty()) {
            throw new CsvFault(0, "the file is empty");
        }
        MenuColumns columns = MenuColumns.of(rows.getFirst());
        List<CsvRow> itemRows = columns.hasHeader(rows.getFirst()) ? rows.subList(1, rows.size()) : rows;
        if (itemRows.isEmpty() || itemRows.size() > Menu.ITEMS_MAX) {
            throw new CsvFault(0, "a menu has 1 to " + Menu.ITEMS_MAX + " items, not " + itemRows.size());
        }
        return items(columns, itemRows);
    }

    /// All rows but blank lines. More than any menu has are refused before they are taken apart.
    private static List<CsvRow> rows(CsvReader reader) throws CsvFault {
        List<CsvRow> rows = new ArrayList<>();
        for (Optional<CsvRow> row = reader.next(); row.isPresent(); row = reader.next()) {
            if (row.get().isBlank()) {
                continue;
            }
            if (rows.size() > Menu.ITEMS_MAX) {
                throw new CsvFault(row.get().line(), "more than " + (Menu.ITEMS_MAX + 1) + " rows");
            }
            rows.add(row.get());
        }
        return rows;
    }

    private static List<MenuItem> items(MenuColumns columns, List<CsvRow> rows) throws CsvFault {
        List<MenuItem> items = new ArrayList<>(rows.size());
        Set<String> skus = new HashSet<>();
        for (CsvRow row : rows) {
            MenuItem item = columns.item(row, items.size() + 1);
            if (!skus.add(item.sku().text())) {
                throw new CsvFault(row.line(), "column 1: the sku " + item.sku() + " stands twice");
            }
            items.add(item);
        }
        return items;
    }
}
