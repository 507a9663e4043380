package io.micropay.settlement;

import io.micropay.csv.CsvFault;
import io.micropay.csv.CsvReader;
import io.micropay.csv.CsvRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the end of a merchant's day from CSV. Whether it is this ledger's, and this merchant's, is for the caller.
public final class SettlementReader {

    private SettlementReader() {}

    /// The file that these bytes hold.
    ///
    /// @throws CsvFault naming the first line and column that are wrong
    public static SettlementFile read(byte[] csv) throws CsvFault {
        CsvReader reader = new CsvReader(csv);
        SettlementHeader header = Columns.header(Columns.row(reader, 1), SettlementHeader.TITLE);
        Columns.names(Columns.row(reader, 2), SettlementRow.COLUMNS);
        List<SettlementRow> rows = new ArrayList<>();
        for (Optional<CsvRow> row = reader.next(); row.isPresent(); row = reader.next()) {
            row.get().requireValues(SettlementRow.COLUMNS.size());
            rows.add(Columns.payment(row.get(), 1, 2));
        }
        return new SettlementFile(header, rows);
    }
}
