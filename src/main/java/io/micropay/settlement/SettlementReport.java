package io.micropay.settlement;

import io.micropay.money.CsvLine;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What the server says about a settlement, for it to sign.
///
/// @param fileHash lower-case hex SHA-256 of the file that it is about: without it, the report would speak of any
public record SettlementReport(SettlementHeader header, String fileHash, Reconciliation reconciliation) {

    private static final String TITLE = "micropay-settlement-report";
    private static final List<String> COUNTS = List.of("file", "matched", "missing", "extra", "mismatched", "total");

    /// The report as CSV: whose day, the counts, and a row for each finding.
    public byte[] csv() {
        StringBuilder text = new StringBuilder();
        text.append(CsvLine.of(header.values(TITLE)));
        text.append(CsvLine.of(COUNTS));
        text.append(CsvLine.of(counts()));
        text.append(CsvLine.of(Finding.COLUMNS));
        for (Finding finding : reconciliation.findings()) {
            text.append(CsvLine.of(finding.values()));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private List<String> counts() {
        return List.of(
                fileHash,
                Integer.toString(reconciliation.matched()),
                Integer.toString(reconciliation.missing()),
                Integer.toString(reconciliation.extra()),
                Integer.toString(reconciliation.mismatched()),
                reconciliation.total().toString());
    }
}
