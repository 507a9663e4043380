package io.micropay.csv;

import java.util.List;
import java.util.stream.Collectors;

/// Lines of a CSV file (RFC 4180): values in quotes where they need them, ended by CR and LF or by LF alone.
public final class CsvLine {

    /// What a spreadsheet takes for the beginning of a formula.
    private static final String FORMULA_STARTS = "=+-@";

    private CsvLine() {}

    public static String of(List<String> values) {
        return line(values, "\r\n");
    }

    /// A line that is ended by LF alone, for files in which every byte counts.
    public static String lean(List<String> values) {
        return line(values, "\n");
    }

    private static String line(List<String> values, String end) {
        return values.stream().map(CsvLine::quoted).collect(Collectors.joining(",", "", end));
    }

    /// A stranger's text as a value: an apostrophe keeps a spreadsheet from running it.
    public static String harmless(String foreign) {
        return !foreign.isEmpty() && FORMULA_STARTS.indexOf(foreign.charAt(0)) >= 0 ? "'" + foreign : foreign;
    }

    private static String quoted(String value) {
        boolean plain = value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n')
                && value.equals(value.strip());
        return plain ? value : "\"" + value.replace("\"", "\"\"") + "\"";
    }
}
