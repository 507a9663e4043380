package io.micropay.client.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Rows of words under one another, for people: each column is as wide as its longest word.
final class Table {

    private static final String INDENT = "  ";
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final String alignment;

    /// @param alignment a letter for each column: `l` or `r`
    Table(String alignment) {
        this.alignment = alignment;
    }

    Table row(String... words) {
        rows.add(List.of(words));
        return this;
    }

    /// A line of its own, which makes no column wider.
    Table heading(String words) {
        rows.add(List.of(words));
        return this;
    }

    /// The rows as lines, without the end of the last.
    String text() {
        int[] widths = IntStream.range(0, alignment.length()).map(this::width).toArray();
        return rows.stream()
                .map(row -> isHeading(row) ? row.getFirst() : (INDENT + line(row, widths)).stripTrailing())
                .collect(Collectors.joining("\n"));
    }

    private int width(int column) {
        return rows.stream()
                .filter(row -> !isHeading(row))
                .mapToInt(row -> length(row.get(column)))
                .max()
                .orElse(0);
    }

    private boolean isHeading(List<String> row) {
        return row.size() < alignment.length();
    }

    private String line(List<String> row, int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(column -> padded(row.get(column), column, widths[column]))
                .collect(Collectors.joining(GAP));
    }

    private String padded(String word, int column, int width) {
        String space = " ".repeat(width - length(word));
        return alignment.charAt(column) == 'r' ? space + word : word + space;
    }

    private static int length(String word) {
        return word.codePointCount(0, word.length());
    }
}
