package io.micropay.ledger.jdbc;

import java.util.List;

/// A statement that writes many rows at once, or a question that is asked of many keys.
///
/// Its text has the word `{rows}` where the rows stand, as a query that yields them; each dialect spells that query
/// in its own way. Parameters of the statement itself come before the rows.
///
/// @param columns what each row holds
record BulkStatement(String sql, List<Column> columns) {

    private static final String ROWS = "{rows}";

    /// What a column holds.
    enum Column {
        NUMBER,
        TEXT,
        BYTES
    }

    static BulkStatement of(String sql, Column... columns) {
        if (!sql.contains(ROWS)) {
            throw new IllegalArgumentException("no " + ROWS + " in " + sql);
        }
        return new BulkStatement(sql, List.of(columns));
    }

    /// The text with the rows in it.
    String sql(String rows) {
        return sql.replace(ROWS, rows);
    }
}
