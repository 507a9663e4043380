package io.micropay.csv;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Takes a CSV file apart, row by row (RFC 4180): values between commas, in quotes where they hold one; lines ended by
/// CR and LF, or by LF alone. A byte order mark before the first is passed over.
public final class CsvReader {

    private static final int END = -1;
    private static final char BYTE_ORDER_MARK = '\ufeff';
    private static final int VALUES_MAX = 16;

    private final String text;
    private int place;
    private int line = 1;

    /// Begins at the first row.
    ///
    /// @throws CsvFault when the bytes are not UTF-8
    public CsvReader(byte[] utf8) throws CsvFault {
        this.text = decode(utf8);
        this.place = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
    }

    private static String decode(byte[] utf8) throws CsvFault {
        ByteBuffer bytes = ByteBuffer.wrap(utf8);
        try {
            // Unlike new String, a fresh decoder reports malformed UTF-8 instead of replacing it.
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new CsvFault(1 + lineFeeds(utf8, bytes.position()), 1, "the line is not UTF-8");
        }
    }

    private static int lineFeeds(byte[] bytes, int end) {
        int count = 0;
        for (int i = 0; i < end; i++) {
            if (bytes[i] == '\n') {
                count++;
            }
        }
        return count;
    }

    /// The next row; empty behind the last.
    public Optional<CsvRow> next() throws CsvFault {
        if (peek() == END) {
            return Optional.empty();
        }
        int start = line;
        List<String> values = new ArrayList<>();
        values.add(value(1));
        while (peek() == ',') {
            place++;
            if (values.size() == VALUES_MAX) {
                throw new CsvFault(start, VALUES_MAX, "the row goes on behind " + VALUES_MAX + " values");
            }
            values.add(value(values.size() + 1));
        }
        endLine(values.size());
        return Optional.of(new CsvRow(start, values));
    }

    private String value(int column) throws CsvFault {
        return peek() == '"' ? quoted(column) : plain();
    }

    private String plain() {
        int start = place;
        while (peek() != END && peek() != ',' && peek() != '\n' && peek() != '\r') {
            place++;
        }
        return text.substring(start, place);
    }

    private String quoted(int column) throws CsvFault {
        int start = line;
        StringBuilder value = new StringBuilder();
        place++;
        while (peek() != END) {
            char c = text.charAt(place++);
            if (c == '"' && peek() != '"') {
                return value.toString();
            }
            if (c == '"') {
                place++;
            } else if (c == '\n') {
                line++;
            }
            value.append(c);
        }
        throw new CsvFault(start, column, "the quote does not end");
    }

    private void endLine(int column) throws CsvFault {
        if (peek() == '\r') {
            place++;
            if (peek() != '\n') {
                throw new CsvFault(line, column, "CR stands there without LF");
            }
        }
        if (peek() == '\n') {
            place++;
            line++;
        } else if (peek() != END) {
            throw new CsvFault(line, column, "the value goes on behind its quote");
        }
    }

    private int peek() {
        return place < text.length() ? text.charAt(place) : END;
    }
}
