package io.micropay.settlement;

import io.micropay.csv.CsvLine;
import io.micropay.money.UtcDay;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What the server says about a settlement, for it to sign.
///
/// @param fileHash lower-case hex SHA-256 of the file that it is about: without it, the report would speak of any
public record SettlementReport(SettlementHeader header, String fileHash, Reconciliation reconciliation) {

    static final String TITLE = "micropay-settlement-report";
    static final List<String> COUNTS = List.of("file", "matched", "missing", "extra", "mismatched", "total");

    /// The report as CSV: whose day, the counts, and a row for each finding.
    public byte[] csv() {
        StringBuilder text = new StringBuilder();
        text.append(CsvLine.lean(header.values(TITLE)));
        text.append(CsvLine.lean(COUNTS));
        text.append(CsvLine.lean(counts()));
        text.append(CsvLine.lean(Finding.COLUMNS));
        for (Finding finding : reconciliation.findings()) {
            text.append(CsvLine.lean(finding.values()));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// Whether it can be what came of this file, whatever the ledger has.
    public boolean canBeAbout(SettlementFile file) {
        UtcDay day = new UtcDay(header.date());
        return reconciliation.canBeOf(file.rows())
                && reconciliation.findings().stream()
                        .flatMap(finding -> finding.ledgerRow().stream())
                        .allMatch(row -> day.contains(row.committedAt()));
    }

    List<String> counts() {
        return List.of(
                fileHash,
                Integer.toString(reconciliation.matched()),
                Integer.toString(reconciliation.missing()),
                Integer.toString(reconciliation.extra()),
                Integer.toString(reconciliation.mismatched()),
                reconciliation.total().toString());
    }
}
