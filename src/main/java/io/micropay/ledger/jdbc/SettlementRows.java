package io.micropay.ledger.jdbc;

import static io.micropay.ledger.jdbc.BulkStatement.Column.BYTES;
import static io.micropay.ledger.jdbc.BulkStatement.Column.NUMBER;
import static io.micropay.ledger.jdbc.BulkStatement.Column.TEXT;

import io.micropay.ledger.DayKey;
import io.micropay.ledger.SettledDay;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The table `settlement`.
final class SettlementRows {

    private static final BulkStatement SELECT = BulkStatement.of(
            "SELECT merchant, day, file_hash, report FROM settlement WHERE (merchant, day) IN ({rows})", NUMBER, TEXT);
    private static final BulkStatement INSERT = BulkStatement.of(
            "INSERT INTO settlement (merchant, day, file_hash, report) {rows}", NUMBER, TEXT, BYTES, BYTES);

    private SettlementRows() {}

    static Map<DayKey, SettledDay> find(BatchWriter writer, Collection<DayKey> days) throws SQLException {
        List<@Nullable Object[]> keys = new ArrayList<>(days.size());
        days.forEach(day ->
                keys.add(new @Nullable Object[] {day.merchant(), day.date().toString()}));
        Map<DayKey, SettledDay> settled = new HashMap<>();
        writer.read(
                SELECT,
                keys,
                row -> settled.put(
                        new DayKey(row.getLong(1), LocalDate.parse(row.getString(2))),
                        new SettledDay(row.getBytes(3), row.getBytes(4))));
        return settled;
    }

    static void insert(BatchWriter writer, Map<DayKey, SettledDay> settled) throws SQLException {
        if (settled.isEmpty()) {
            return;
        }
        List<@Nullable Object[]> rows = new ArrayList<>(settled.size());
        settled.forEach((key, day) ->
                rows.add(new @Nullable Object[] {key.merchant(), key.date().toString(), day.fileHash(), day.report()}));
        writer.write(INSERT, rows);
    }
}
