package io.micropay.shop;

import io.micropay.csv.CsvFault;
import io.micropay.csv.CsvLine;
import io.micropay.csv.CsvRow;
import io.micropay.money.Memo;
import io.micropay.money.PlainText;
import io.micropay.money.Price;
import io.micropay.money.Sku;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Which column of a menu's CSV holds what.
///
/// ```
/// sku,category,title,price,stock      micropay's own form
/// Sno,Name,Quantity,Price             that of the online shop
/// Chicken rice,3.50                   that of menu_today.txt: no header, no stock; SKUs count from 1
/// ```
enum MenuColumns {
    OWN("sku,category,title,price,stock", 0, 1, 2, 3, 4),
    NUMBERED("Sno,Name,Quantity,Price", 0, -1, 1, 3, 2),
    TITLE_AND_PRICE("title,price", -1, -1, 0, 1, -1);

    private static final int STOCK_DIGITS_MAX = 6;

    private final String header;
    private final int sku;
    private final int category;
    private final int title;
    private final int price;
    private final int stock;

    /// @param header the line that names the columns
    /// @param sku the column that holds it, from 0, or -1 for none; the others likewise
    MenuColumns(String header, int sku, int category, int title, int price, int stock) {
        this.header = header;
        this.sku = sku;
        this.category = category;
        this.title = title;
        this.price = price;
        this.stock = stock;
    }

    /// The form of a file that begins with this row.
    static MenuColumns of(CsvRow first) throws CsvFault {
        for (MenuColumns form : values()) {
            if (form.hasHeader(first)) {
                return form;
            }
        }
        if (first.values().size() == TITLE_AND_PRICE.names().size()) {
            return TITLE_AND_PRICE;
        }
        throw new CsvFault(first.line(), "the first line must be " + OWN.header);
    }

    private List<String> names() {
        return List.of(header.split(",", -1));
    }

    /// Whether a row names the columns, in whatever case and with whatever around the names.
    boolean hasHeader(CsvRow first) {
        List<String> names = names();
        List<String> values = first.values();
        return values.size() == names.size()
                && IntStream.range(0, names.size())
                        .allMatch(i -> values.get(i).strip().equalsIgnoreCase(names.get(i)));
    }

    /// The item of a row.
    ///
    /// @param number which item of the menu it is, from 1
    MenuItem item(CsvRow row, int number) throws CsvFault {
        row.requireValues(names().size());
        requirePlain(row);
        return new MenuItem(sku(row, number), words(row, category), title(row), price(row), stock(row));
    }

    /// Space around a value is no part of it, and yet people see it: a line's end there would have a title stand where
    /// another was.
    private void requirePlain(CsvRow row) throws CsvFault {
        for (int column = 0; column < row.values().size(); column++) {
            if (!PlainText.isPlain(row.values().get(column).replace('\t', ' '))) {
                throw fault(row, column, "it has a control character");
            }
        }
    }

    private Sku sku(CsvRow row, int number) throws CsvFault {
        if (sku < 0) {
            return new Sku(Integer.toString(number));
        }
        return Sku.parse(row.values().get(sku).strip())
                .orElseThrow(
                        () -> fault(row, sku, "1 to 32 letters, digits, dots, underscores and hyphens are needed"));
    }

    private Memo title(CsvRow row) throws CsvFault {
        Memo words = words(row, title);
        if (words.equals(Memo.EMPTY)) {
            throw fault(row, title, "it is empty");
        }
        return words;
    }

    private Memo words(CsvRow row, int column) throws CsvFault {
        if (column < 0) {
            return Memo.EMPTY;
        }
        String value = row.values().get(column);
        String text = value.strip();
        // Buyers may open a menu in a spreadsheet.
        if (!CsvLine.harmless(text).equals(text)) {
            throw fault(row, column, "it begins like a formula, with " + text.charAt(0) + behind(value));
        }
        return Memo.of(text)
                .orElseThrow(() -> fault(
                        row, column, "it is longer than " + Memo.BYTES_MAX + " bytes or has a control character"));
    }

    /// What stands before the text of a value. It is no part of the text, and yet what a person sees first.
    private static String behind(String value) {
        return switch (value.charAt(0)) {
            case ' ' -> " behind a space";
            case '\t' -> " behind a tab";
            default -> "";
        };
    }

    private Price price(CsvRow row) throws CsvFault {
        return Price.parseTyped(row.values().get(price).strip())
                .orElseThrow(() -> fault(row, price, "a number like 1.25 is needed, more than 0 and at most 1000000"));
    }

    private int stock(CsvRow row) throws CsvFault {
        if (stock < 0) {
            return MenuItem.STOCK_MAX;
        }
        return count(row.values().get(stock).strip())
                .orElseThrow(() -> fault(row, stock, "a number from 0 to " + MenuItem.STOCK_MAX + " is needed"));
    }

    private static Optional<Integer> count(String text) {
        boolean digits = !text.isEmpty()
                && text.length() <= STOCK_DIGITS_MAX
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }

    private CsvFault fault(CsvRow row, int column, String reason) {
        return new CsvFault(row.line(), "column " + (column + 1) + ", " + names().get(column) + ": " + reason);
    }
}
