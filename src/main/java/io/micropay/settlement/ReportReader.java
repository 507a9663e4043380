package io.micropay.settlement;

import io.micropay.csv.CsvFault;
import io.micropay.csv.CsvReader;
import io.micropay.csv.CsvRow;
import io.micropay.money.NetAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads what a server has said about a settlement. Who has signed it is for the caller to see to.
public final class ReportReader {

    /// Where the columns of the file's side begin, behind the name of the finding and the ledger's side.
    private static final int FILED = 6;

    private ReportReader() {}

    /// The report that these bytes hold.
    ///
    /// @throws CsvFault naming the first line and column that are wrong
    public static SettlementReport read(byte[] csv) throws CsvFault {
        CsvReader reader = new CsvReader(csv);
        SettlementHeader header = Columns.header(Columns.row(reader, 1), SettlementReport.TITLE);
        Columns.names(Columns.row(reader, 2), SettlementReport.COUNTS);
        CsvRow counts = Columns.row(reader, 3);
        counts.requireValues(SettlementReport.COUNTS.size());
        Columns.names(Columns.row(reader, 4), Finding.COLUMNS);
        List<Finding> findings = new ArrayList<>();
        for (Optional<CsvRow> row = reader.next(); row.isPresent(); row = reader.next()) {
            findings.add(finding(row.get()));
        }
        String file = counts.read(1, Columns::hash, "not the hash of a file (64 lower-case hex digits)");
        SettlementReport report = new SettlementReport(header, file, reconciliation(counts, findings));
        requireCounted(counts, report);
        return report;
    }

    private static Reconciliation reconciliation(CsvRow counts, List<Finding> findings) throws CsvFault {
        return new Reconciliation(
                counts.read(2, ReportReader::count, "not a number"),
                findings,
                counts.read(6, NetAmount::parseSum, "not a sum like 3.5 or -3.5"));
    }

    /// What is counted at the top must be what is listed below.
    private static void requireCounted(CsvRow counts, SettlementReport report) throws CsvFault {
        List<String> listed = report.counts();
        for (int column = 3; column <= 5; column++) {
            counts.read(column, Columns.exactly(listed.get(column - 1)), "not as many as are listed");
        }
    }

    private static Optional<Integer> count(String text) {
        return text.matches("0|[1-9][0-9]{0,8}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }

    private static Finding finding(CsvRow row) throws CsvFault {
        row.requireValues(Finding.COLUMNS.size());
        return switch (row.values().getFirst()) {
            case Finding.MISSING -> new Finding.Missing(Columns.payment(row, 2, 3));
            case Finding.EXTRA -> new Finding.Extra(Columns.payment(row, 2, FILED));
            case Finding.MISMATCHED ->
                new Finding.Mismatched(Columns.payment(row, 2, 3), Columns.payment(row, 2, FILED));
            default -> throw new CsvFault(row.line(), 1, "not the name of a finding");
        };
    }
}
