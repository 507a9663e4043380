package io.micropay.money;

/// What is wrong with a CSV file, and where, for the person who wrote it.
public final class CsvFault extends Exception {

    private final int line;

    /// Says what is wrong at which place.
    ///
    /// @param line   counted from 1
    /// @param column counted in values, from 1
    public CsvFault(int line, int column, String reason) {
        super("line " + line + ", column " + column + ": " + reason);
        this.line = line;
    }

    public int line() {
        return line;
    }
}
