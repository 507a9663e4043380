package io.micropay.audit;

import java.util.List;

/// A row that is not what it must be.
///
/// @param number what the table knows the row by: a transfer's sequence number, else an account's number; 0 where the
///     name says all
/// @param name whose row it is: an account's name, with the date of a settled day, or a receipt's file; empty where
///     the number says all
/// @param problems what is wrong with it, each in a few words; at least one
public record WrongRow(Table table, long number, String name, List<String> problems) {

    public WrongRow {
        problems = List.copyOf(problems);
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("nothing is wrong");
        }
    }

    WrongRow(Table table, long number, String name, String problem) {
        this(table, number, name, List.of(problem));
    }

    /// What a row is a row of.
    public enum Table {
        LEDGER("the ledger"),
        ACCOUNT("account"),
        TRANSFER("transfer"),
        POSITION("the position of account"),
        HISTORY_MARK("the history of account"),
        REFUSAL("a refusal of account"),
        CANCELLATION("a cancellation of account"),
        SHOP("the shop of account"),
        SETTLEMENT("the settled day of account"),
        LOST_SETTLEMENT("the settled day"),
        SETTLEMENT_FILE("the settled day of account"),
        RECEIPT("the receipt"),
        STORE("the store");

        private final String words;

        Table(String words) {
            this.words = words;
        }
    }

    /// The row, in words: `transfer 5`, `account 3 (Lily)`.
    public String row() {
        return switch (table) {
            case LEDGER, STORE -> table.words;
            case RECEIPT, LOST_SETTLEMENT -> table.words + " " + name;
            case TRANSFER -> table.words + " " + number;
            case ACCOUNT, POSITION, HISTORY_MARK, REFUSAL, CANCELLATION, SHOP, SETTLEMENT, SETTLEMENT_FILE ->
                table.words + " " + number + (name.isEmpty() ? "" : " (" + name + ")");
        };
    }

    /// The row and what is wrong with it, in one line.
    @Override
    public String toString() {
        return row() + ": " + String.join("; ", problems);
    }
}
