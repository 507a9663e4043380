package io.micropay.money;

/// What is wrong with a CSV file, and where, for the person who wrote it.
public final class CsvFault extends Exception {

    private final int line;
    private final String reason;

    /// Says what is wrong at which place.
    ///
    /// @param line   counted from 1
    /// @param column counted in values, from 1
    public CsvFault(int line, int column, String reason) {
        super("line " + line + ", column " + column + ": " + reason);
        this.line = line;
        this.reason = "column " + column + ": " + reason;
    }

    public int line() {
        return line;
    }

    /// The column and what is wrong, where the line is said beside it.
    public String reason() {
        return reason;
    }
}
