package io.micropay.settlement;

import io.micropay.money.AccountName;
import io.micropay.money.CsvFault;
import io.micropay.money.CsvReader;
import io.micropay.money.CsvRow;
import io.micropay.money.OrderId;
import io.micropay.money.PaymentId;
import io.micropay.money.Timestamp;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Reads the end of a merchant's day from CSV. Whether it is this ledger's, and this merchant's, is for the caller.
public final class SettlementReader {

    private static final Pattern LEDGER = Pattern.compile("[0-9a-f]{64}");
    private static final int DATE_LENGTH = 10;
    private static final int HEADER_VALUES = 5;

    private SettlementReader() {}

    /// The file that these bytes hold.
    ///
    /// @throws CsvFault naming the first line and column that are wrong
    public static SettlementFile read(byte[] csv) throws CsvFault {
        CsvReader reader = new CsvReader(csv);
        SettlementHeader header = header(require(reader.next(), 1));
        requireColumns(require(reader.next(), 2));
        List<SettlementRow> rows = new ArrayList<>();
        for (Optional<CsvRow> row = reader.next(); row.isPresent(); row = reader.next()) {
            rows.add(row(row.get()));
        }
        return new SettlementFile(header, rows);
    }

    private static CsvRow require(Optional<CsvRow> row, int line) throws CsvFault {
        return row.orElseThrow(() -> new CsvFault(line, 1, "the file ends before this row"));
    }

    private static SettlementHeader header(CsvRow row) throws CsvFault {
        row.read(1, exactly(SettlementHeader.TITLE), "a settlement begins with " + SettlementHeader.TITLE);
        row.requireValues(HEADER_VALUES);
        row.read(2, exactly(SettlementHeader.VERSION), "only version " + SettlementHeader.VERSION + " is known here");
        String ledger = row.read(3, matching(LEDGER), "not the id of a ledger (64 lower-case hex digits)");
        AccountName merchant = row.read(4, AccountName::parse, "not the name of an account");
        LocalDate date = row.read(5, SettlementReader::date, "not a date like 2026-01-31");
        return new SettlementHeader(ledger, merchant, date);
    }

    private static void requireColumns(CsvRow row) throws CsvFault {
        row.requireValues(SettlementRow.COLUMNS.size());
        for (int column = 1; column <= SettlementRow.COLUMNS.size(); column++) {
            String name = SettlementRow.COLUMNS.get(column - 1);
            row.read(column, exactly(name), "the column is to be named " + name);
        }
    }

    private static SettlementRow row(CsvRow row) throws CsvFault {
        row.requireValues(SettlementRow.COLUMNS.size());
        return new SettlementRow(
                row.read(1, PaymentId::parse, "not the id of a payment"),
                row.read(2, SettlementReader::order, "not the id of an order"),
                row.read(3, NetAmount::parse, "not an amount like 3.5, or -3.5 for a refund"),
                row.read(4, SettlementReader::committedAt, "not a moment like 2026-01-31T23:59:59.999Z"));
    }

    private static Optional<String> order(String text) {
        return text.isEmpty() ? Optional.of(text) : OrderId.parse(text).map(OrderId::text);
    }

    private static Optional<Timestamp> committedAt(String text) {
        return Timestamp.parse(text).filter(Timestamp::hasMillis);
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return text.length() == DATE_LENGTH ? Optional.of(LocalDate.parse(text)) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Function<String, Optional<String>> exactly(String wanted) {
        return text -> text.equals(wanted) ? Optional.of(text) : Optional.empty();
    }

    private static Function<String, Optional<String>> matching(Pattern form) {
        return text -> form.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    }
}
