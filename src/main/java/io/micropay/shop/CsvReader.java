package io.micropay.shop;

import java.util.ArrayList;
import java.util.List;

/// Takes a CSV file apart (RFC 4180): values between commas, in quotes where they hold one; lines ended by CR and LF
/// or by LF alone.
///
/// It knows at which line it is, also within a value that goes on over several.
final class CsvReader {

    private static final int END = -1;

    /// More than any menu's row has.
    private static final int VALUES_MAX = 16;

    private final String text;
    private final int rowsMax;
    private int place;
    private int line = 1;

    /// @param rowsMax more rows than these are refused before they are taken apart
    CsvReader(String text, int rowsMax) {
        this.text = text;
        this.rowsMax = rowsMax;
    }

    /// All rows but blank lines.
    List<CsvRow> rows() throws MenuFault {
        List<CsvRow> rows = new ArrayList<>();
        while (next() != END) {
            CsvRow row = row();
            if (row.isBlank()) {
                continue;
            }
            if (rows.size() == rowsMax) {
                throw new MenuFault(row.line(), "more than " + rowsMax + " rows");
            }
            rows.add(row);
        }
        return rows;
    }

    private CsvRow row() throws MenuFault {
        int start = line;
        List<String> values = new ArrayList<>();
        values.add(value());
        while (next() == ',') {
            place++;
            if (values.size() == VALUES_MAX) {
                throw new MenuFault(start, "more than " + VALUES_MAX + " columns");
            }
            values.add(value());
        }
        endOfLine(values.size());
        return new CsvRow(start, values);
    }

    private String value() throws MenuFault {
        return next() == '"' ? quoted() : plain();
    }

    private String plain() {
        int start = place;
        while (next() != END && next() != ',' && next() != '\n' && next() != '\r') {
            place++;
        }
        return text.substring(start, place);
    }

    private String quoted() throws MenuFault {
        int start = line;
        StringBuilder value = new StringBuilder();
        place++;
        while (next() != END) {
            char c = text.charAt(place++);
            if (c == '"' && next() != '"') {
                return value.toString();
            }
            if (c == '"') {
                place++;
            } else if (c == '\n') {
                line++;
            }
            value.append(c);
        }
        throw new MenuFault(start, "a quote that does not end");
    }

    private void endOfLine(int columns) throws MenuFault {
        if (next() == '\r') {
            place++;
            if (next() != '\n') {
                throw new MenuFault(line, "CR without LF behind column " + columns);
            }
        }
        if (next() == '\n') {
            place++;
            line++;
        } else if (next() != END) {
            throw new MenuFault(line, "column " + columns + " goes on behind its quote");
        }
    }

    private int next() {
        return place < text.length() ? text.charAt(place) : END;
    }
}
