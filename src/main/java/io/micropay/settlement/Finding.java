package io.micropay.settlement;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Something in which a file and the ledger differ.
public sealed interface Finding {

    List<String> COLUMNS = List.of(
            "finding", "id", "order", "amount", "committed_at", "filed_order", "filed_amount", "filed_committed_at");

    String MISSING = "missing";
    String EXTRA = "extra";
    String MISMATCHED = "mismatched";

    /// In the ledger, but not in the file.
    record Missing(SettlementRow inLedger) implements Finding {}

    /// In the file, but not in the ledger, or once more than there.
    record Extra(SettlementRow inFile) implements Finding {}

    /// In both, but not with the same order, amount and time.
    record Mismatched(SettlementRow inLedger, SettlementRow inFile) implements Finding {}

    /// Its name, as a report has it.
    default String name() {
        return switch (this) {
            case Missing missing -> MISSING;
            case Extra extra -> EXTRA;
            case Mismatched mismatched -> MISMATCHED;
        };
    }

    /// What the ledger has of it.
    default Optional<SettlementRow> ledgerRow() {
        return switch (this) {
            case Missing(SettlementRow inLedger) -> Optional.of(inLedger);
            case Extra extra -> Optional.empty();
            case Mismatched(SettlementRow inLedger, SettlementRow inFile) -> Optional.of(inLedger);
        };
    }

    /// What the file has of it.
    default Optional<SettlementRow> filedRow() {
        return switch (this) {
            case Missing missing -> Optional.empty();
            case Extra(SettlementRow inFile) -> Optional.of(inFile);
            case Mismatched(SettlementRow inLedger, SettlementRow inFile) -> Optional.of(inFile);
        };
    }

    /// The row of a report, in the order of [#COLUMNS].
    default List<String> values() {
        return switch (this) {
            case Missing(SettlementRow inLedger) -> values(name(), inLedger.values(), blanks());
            case Extra(SettlementRow inFile) ->
                values(name(), List.of(inFile.id().toString(), "", "", ""), details(inFile));
            case Mismatched(SettlementRow inLedger, SettlementRow inFile) ->
                values(name(), inLedger.values(), details(inFile));
        };
    }

    private static List<String> values(String name, List<String> ledger, List<String> file) {
        List<String> values = new ArrayList<>(List.of(name));
        values.addAll(ledger);
        values.addAll(file);
        return values;
    }

    private static List<String> details(SettlementRow row) {
        return row.values().subList(1, SettlementRow.COLUMNS.size());
    }

    private static List<String> blanks() {
        return Collections.nCopies(SettlementRow.COLUMNS.size() - 1, "");
    }
}
