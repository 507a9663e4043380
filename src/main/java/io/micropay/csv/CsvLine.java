package io.micropay.csv;

import java.util.List;

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
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            line.append(i == 0 ? "" : ",").append(quoted(values.get(i)));
        }
        return line.append(end).toString();
    }

    /// A stranger's text as a value: an apostrophe keeps a spreadsheet from running it.
    public static String harmless(String foreign) {
        return !foreign.isEmpty() && FORMULA_STARTS.indexOf(foreign.charAt(0)) >= 0 ? "'" + foreign : foreign;
    }

    private static String quoted(String value) {
        boolean plain = value.equals(value.strip());
        for (int i = 0; plain && i < value.length(); i++) {
            char c = value.charAt(i);
            plain = c != ',' && c != '"' && c != '\r' && c != '\n';
        }
        return plain ? value : "\"" + value.replace("\"", "\"\"") + "\"";
    }
}
