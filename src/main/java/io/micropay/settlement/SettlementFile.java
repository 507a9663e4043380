package io.micropay.settlement;

import io.micropay.csv.CsvLine;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The end of a merchant's day, as he files it (protocol, *The end of a day*).
public record SettlementFile(SettlementHeader header, List<SettlementRow> rows) {

    public SettlementFile {
        rows = List.copyOf(rows);
    }

    /// The file as CSV. There is no text in it that a spreadsheet could take for a formula: each value has a form.
    public byte[] csv() {
        StringBuilder text = new StringBuilder();
        text.append(CsvLine.lean(header.values(SettlementHeader.TITLE)));
        text.append(CsvLine.lean(SettlementRow.COLUMNS));
        for (SettlementRow row : rows) {
            text.append(CsvLine.lean(row.values()));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
