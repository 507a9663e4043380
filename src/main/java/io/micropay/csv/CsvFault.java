package io.micropay.csv;

/// What is wrong with a CSV file, and where, for the person who wrote it.
public final class CsvFault extends Exception {

    private final int line;
    private final String reason;

    /// Says what is wrong at which place.
    ///
    /// @param line   counted from 1
    /// @param column counted in values, from 1
    public CsvFault(int line, int column, String reason) {
        this(line, "line " + line + ", column " + column + ": " + reason, "column " + column + ": " + reason);
    }

    /// Says what is wrong with a line, or with the file as a whole.
    ///
    /// @param line counted from 1; 0 for the file
    public CsvFault(int line, String reason) {
        this(line, line == 0 ? reason : "line " + line + ": " + reason, reason);
    }

    private CsvFault(int line, String message, String reason) {
        super(message);
        this.line = line;
        this.reason = reason;
    }

    public int line() {
        return line;
    }

    /// What is wrong, and in which column, where the line is said beside it.
    public String reason() {
        return reason;
    }
}
