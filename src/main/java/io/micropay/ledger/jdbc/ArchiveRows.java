package io.micropay.ledger.jdbc;

import io.micropay.ledger.ArchivedAccount;
import io.micropay.ledger.ArchivedCancellation;
import io.micropay.ledger.ArchivedPosition;
import io.micropay.ledger.ArchivedRefusal;
import io.micropay.ledger.ArchivedTransfer;
import io.micropay.ledger.BatchChanges.HistoryMark;
import io.micropay.ledger.ChainHead;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// All tables but those of shops, row by row and as they are stored.
///
/// Each page begins behind the key that the last one ended with, so no engine has to keep a long result.
final class ArchiveRows {

    static final int PAGE = 1_000;

    private static final String ACCOUNTS = """
            SELECT number, name, name_key, public_key, key_hash, opened_at
            FROM account WHERE number > ? ORDER BY number LIMIT ?""";
    private static final String POSITIONS = """
            SELECT account, balance, transfers, newest_seq, newest_paid
            FROM position WHERE account > ? ORDER BY account LIMIT ?""";
    private static final String TRANSFERS = """
            SELECT seq, id, payer, payee, payer_name, payee_name, amount, expires, memo, committed_at,
                   payer_signature, payee_signature, payer_previous, payee_previous, chain_hash
            FROM transfer WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?""";

    /// The index that keeps payments unique has their keys in order, so this takes no room.
    private static final String REPEATED = """
            SELECT min(again) FROM (
                SELECT max(seq) AS again FROM transfer WHERE seq <= ? GROUP BY id, payer HAVING count(*) > 1) twice""";
    private static final String MARKS = """
            SELECT account, seq FROM history_mark
            WHERE (account, seq) > (?, ?) AND seq <= ? ORDER BY account, seq LIMIT ?""";
    private static final String STRAY_MARK = """
            SELECT account, seq FROM history_mark
            WHERE NOT EXISTS (SELECT 1 FROM transfer WHERE transfer.seq = history_mark.seq)
            ORDER BY account, seq LIMIT 1""";
    private static final String STRAY_SALE = """
            SELECT min(seq) FROM shop_sale
            WHERE NOT EXISTS (SELECT 1 FROM transfer WHERE transfer.seq = shop_sale.seq)""";
    private static final String REFUSALS = """
            SELECT payer, id, payee, reason, refused_at
            FROM refusal WHERE (payer, id) > (?, ?) ORDER BY payer, id LIMIT ?""";
    private static final String CANCELLATIONS = """
            SELECT payer, id, cancelled_at
            FROM cancellation WHERE (payer, id) > (?, ?) ORDER BY payer, id LIMIT ?""";

    private static final byte[] NOTHING = {};

    private final KeptStatements statements;

    ArchiveRows(KeptStatements statements) {
        this.statements = statements;
    }

    /// Reads the row that a result stands at.
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /// Reads the page behind a row, or the first one.
    interface Page<T> {
        List<T> after(Optional<T> last) throws SQLException;
    }

    Optional<String> ledgerId() throws SQLException {
        return page(statements.of("SELECT id FROM ledger"), row -> text(row, 1)).stream()
                .findFirst();
    }

    ChainHead head() throws SQLException {
        return page(
                        statements.of(TransferRows.SELECT_HEAD),
                        row -> new ChainHead(row.getLong(1), bytes(row, 2), row.getLong(3)))
                .stream()
                .findFirst()
                .orElseGet(ChainHead::empty);
    }

    void accounts(Consumer<List<ArchivedAccount>> pages) throws SQLException {
        each(
                last -> {
                    PreparedStatement select = statements.of(ACCOUNTS);
                    select.setLong(1, last.map(ArchivedAccount::number).orElse(Long.MIN_VALUE));
                    select.setInt(2, PAGE);
                    return page(
                            select,
                            row -> new ArchivedAccount(
                                    row.getLong(1),
                                    text(row, 2),
                                    text(row, 3),
                                    bytes(row, 4),
                                    bytes(row, 5),
                                    row.getLong(6)));
                },
                pages);
    }

    void positions(Consumer<List<ArchivedPosition>> pages) throws SQLException {
        each(
                last -> {
                    PreparedStatement select = statements.of(POSITIONS);
                    select.setLong(1, last.map(ArchivedPosition::account).orElse(Long.MIN_VALUE));
                    select.setInt(2, PAGE);
                    return page(
                            select,
                            row -> new ArchivedPosition(
                                    row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getBytes(5)));
                },
                pages);
    }

    List<ArchivedTransfer> transfers(long after, long last, int count) throws SQLException {
        PreparedStatement select = statements.of(TRANSFERS);
        select.setLong(1, after);
        select.setLong(2, last);
        select.setInt(3, count);
        return pageUpToDamage(
                select,
                row -> new ArchivedTransfer(
                        row.getLong(1),
                        bytes(row, 2),
                        row.getLong(3),
                        row.getLong(4),
                        text(row, 5),
                        text(row, 6),
                        row.getLong(7),
                        text(row, 8),
                        text(row, 9),
                        row.getLong(10),
                        bytes(row, 11),
                        bytes(row, 12),
                        row.getLong(13),
                        row.getLong(14),
                        bytes(row, 15)));
    }

    OptionalLong repeatedPayment(long last) throws SQLException {
        PreparedStatement select = statements.of(REPEATED);
        select.setLong(1, last);
        return number(select);
    }

    OptionalLong straySale() throws SQLException {
        return number(statements.of(STRAY_SALE));
    }

    Optional<HistoryMark> strayMark() throws SQLException {
        return page(statements.of(STRAY_MARK), ArchiveRows::mark).stream().findFirst();
    }

    private static HistoryMark mark(ResultSet row) throws SQLException {
        return new HistoryMark(row.getLong(1), row.getLong(2));
    }

    private static OptionalLong number(PreparedStatement select) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            row.next();
            long seq = row.getLong(1);
            return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(seq);
        }
    }

    void marks(long last, Consumer<List<HistoryMark>> pages) throws SQLException {
        each(
                before -> {
                    PreparedStatement select = statements.of(MARKS);
                    select.setLong(1, before.map(HistoryMark::account).orElse(Long.MIN_VALUE));
                    select.setLong(2, before.map(HistoryMark::seq).orElse(Long.MIN_VALUE));
                    select.setLong(3, last);
                    select.setInt(4, PAGE);
                    return page(select, ArchiveRows::mark);
                },
                pages);
    }

    void refusals(Consumer<List<ArchivedRefusal>> pages) throws SQLException {
        each(
                last -> {
                    PreparedStatement select = statements.of(REFUSALS);
                    behind(
                            select,
                            last.map(ArchivedRefusal::payer),
                            last.map(ArchivedRefusal::id).orElse(NOTHING));
                    return page(
                            select,
                            row -> new ArchivedRefusal(
                                    row.getLong(1), bytes(row, 2), row.getLong(3), text(row, 4), row.getLong(5)));
                },
                pages);
    }

    void cancellations(Consumer<List<ArchivedCancellation>> pages) throws SQLException {
        each(
                last -> {
                    PreparedStatement select = statements.of(CANCELLATIONS);
                    behind(
                            select,
                            last.map(ArchivedCancellation::payer),
                            last.map(ArchivedCancellation::id).orElse(NOTHING));
                    return page(select, row -> new ArchivedCancellation(row.getLong(1), bytes(row, 2), row.getLong(3)));
                },
                pages);
    }

    private static void behind(PreparedStatement select, Optional<Long> payer, byte[] id) throws SQLException {
        select.setLong(1, payer.orElse(Long.MIN_VALUE));
        select.setBytes(2, id);
        select.setInt(3, PAGE);
    }

    private static <T> void each(Page<T> page, Consumer<List<T>> pages) throws SQLException {
        each(PAGE, page, pages);
    }

    /// @param size of a full page
    static <T> void each(int size, Page<T> page, Consumer<List<T>> pages) throws SQLException {
        List<T> rows = page.after(Optional.empty());
        while (!rows.isEmpty()) {
            pages.accept(rows);
            rows = rows.size() < size ? List.of() : page.after(Optional.of(rows.getLast()));
        }
    }

    static <T> List<T> page(PreparedStatement select, Row<T> row) throws SQLException {
        List<T> rows = new ArrayList<>();
        read(select, row, rows);
        return rows;
    }

    /// A page that ends before a row which cannot be read, so that the failure comes when that row is the next.
    private static <T> List<T> pageUpToDamage(PreparedStatement select, Row<T> row) throws SQLException {
        List<T> rows = new ArrayList<>();
        try {
            read(select, row, rows);
        } catch (SQLException failure) {
            if (rows.isEmpty()) {
                throw failure;
            }
        }
        return rows;
    }

    private static <T> void read(PreparedStatement select, Row<T> row, List<T> rows) throws SQLException {
        try (ResultSet result = select.executeQuery()) {
            while (result.next()) {
                rows.add(row.read(result));
            }
        }
    }

    /// A column that must not be empty may be, in a file that somebody has changed.
    static String text(ResultSet row, int column) throws SQLException {
        return Objects.requireNonNullElse(row.getString(column), "");
    }

    static byte[] bytes(ResultSet row, int column) throws SQLException {
        return Objects.requireNonNullElse(row.getBytes(column), NOTHING);
    }
}
