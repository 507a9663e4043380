package io.micropay.settlement;

import io.micropay.csv.CsvFault;
import io.micropay.csv.CsvReader;
import io.micropay.csv.CsvRow;
import io.micropay.money.AccountName;
import io.micropay.money.NetAmount;
import io.micropay.money.OrderId;
import io.micropay.money.PaymentId;
import io.micropay.money.Sha256Text;
import io.micropay.money.Timestamp;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Reads what files and reports are made of, value by value.
final class Columns {

    private static final int DATE_LENGTH = 10;
    private static final int HEADER_VALUES = 5;

    private Columns() {}

    /// The next row, which must be there.
    static CsvRow row(CsvReader reader, int line) throws CsvFault {
        return reader.next().orElseThrow(() -> new CsvFault(line, 1, "the file ends before this row"));
    }

    static SettlementHeader header(CsvRow row, String title) throws CsvFault {
        row.read(1, exactly(title), "the first value is to be " + title);
        row.requireValues(HEADER_VALUES);
        row.read(2, exactly(SettlementHeader.VERSION), "only version " + SettlementHeader.VERSION + " is known here");
        return new SettlementHeader(
                row.read(3, Columns::hash, "not the id of a ledger (64 lower-case hex digits)"),
                row.read(4, AccountName::parse, "not the name of an account"),
                row.read(5, Columns::date, "not a date like 2026-01-31"));
    }

    /// Requires the names of these columns.
    static void names(CsvRow row, List<String> names) throws CsvFault {
        row.requireValues(names.size());
        for (int column = 1; column <= names.size(); column++) {
            String name = names.get(column - 1);
            row.read(column, exactly(name), "the column is to be named " + name);
        }
    }

    /// The payment in four columns, the first of which may be another's: `id`, and behind it the others.
    static SettlementRow payment(CsvRow row, int id, int others) throws CsvFault {
        return new SettlementRow(
                id(row, id),
                row.read(others, Columns::order, "not the id of an order"),
                row.read(others + 1, NetAmount::parse, "not an amount like 3.5, or -3.5 for a refund"),
                row.read(others + 2, Columns::committedAt, "not a moment like 2026-01-31T23:59:59.999Z"));
    }

    static PaymentId id(CsvRow row, int column) throws CsvFault {
        return row.read(column, PaymentId::parse, "not the id of a payment");
    }

    static Optional<String> hash(String text) {
        return Sha256Text.isOfTheForm(text) ? Optional.of(text) : Optional.empty();
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

    static Function<String, Optional<String>> exactly(String wanted) {
        return text -> text.equals(wanted) ? Optional.of(text) : Optional.empty();
    }
}
