package io.micropay.shop;

import java.util.List;
import java.util.stream.IntStream;

/// The values of one row of a CSV file.
///
/// @param line where the row begins, from 1
record CsvRow(int line, List<String> values) {

    /// The value of a column, counted from 0.
    String value(int column) {
        return values.get(column);
    }

    boolean isBlank() {
        return values.size() == 1 && values.getFirst().isBlank();
    }

    /// Whether these are the names of columns, in whatever case and with whatever around them.
    boolean isNamed(List<String> names) {
        return values.size() == names.size()
                && IntStream.range(0, names.size())
                        .allMatch(i -> values.get(i).strip().equalsIgnoreCase(names.get(i)));
    }

    MenuFault fault(int column, String name, String reason) {
        return new MenuFault(line, "column " + (column + 1) + ", " + name + ": " + reason);
    }
}
