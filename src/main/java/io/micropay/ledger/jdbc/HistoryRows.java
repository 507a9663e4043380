package io.micropay.ledger.jdbc;

import static io.micropay.ledger.jdbc.BulkStatement.Column.NUMBER;

import io.micropay.ledger.Account;
import io.micropay.ledger.BatchChanges;
import io.micropay.ledger.BatchChanges.HistoryMark;
import io.micropay.ledger.DayPayment;
import io.micropay.ledger.LedgerException;
import io.micropay.ledger.PostedTransfer;
import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.money.Memo;
import io.micropay.money.Paid;
import io.micropay.money.Timestamp;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The transfers of one account, the newest first: each transfer names the one before it, and the table `history_mark`
/// says where to come in.
final class HistoryRows {

    /// Follows the list of an account's transfers from the nearest mark above, or from its end, for so many steps.
    /// The cross join keeps SQLite from walking all transfers in search of the few that were found.
    private static final String PAGE = """
            WITH RECURSIVE own (seq, earlier, step) AS (
                SELECT t.seq, CASE t.payer WHEN ? THEN t.payer_previous ELSE t.payee_previous END, 1
                FROM transfer t
                WHERE t.seq = coalesce(
                    (SELECT min(m.seq) FROM history_mark m WHERE m.account = ? AND m.seq >= ?),
                    (SELECT p.newest_seq FROM position p WHERE p.account = ?))
                UNION ALL
                SELECT t.seq, CASE t.payer WHEN ? THEN t.payer_previous ELSE t.payee_previous END, own.step + 1
                FROM own CROSS JOIN transfer t
                WHERE t.seq = own.earlier AND own.step < ?
            ), page (seq) AS (
                SELECT own.seq FROM own WHERE own.seq < ? ORDER BY own.seq DESC LIMIT ?
            )
            """;

    private static final String SELECT_HISTORY = PAGE + TransferRows.COLUMNS + "FROM page CROSS JOIN transfer t "
            + TransferRows.JOINS + "WHERE t.seq = page.seq ORDER BY page.seq DESC";
    private static final String SELECT_DAY_PAYMENTS = PAGE + """
            SELECT t.seq, t.payer, t.payer_name, t.payee_name, t.id, t.amount, t.memo, t.committed_at
            FROM page CROSS JOIN transfer t WHERE t.seq = page.seq ORDER BY page.seq DESC""";
    private static final BulkStatement INSERT_MARK =
            BulkStatement.of("INSERT INTO history_mark (account, seq) {rows}", NUMBER, NUMBER);

    private final KeptStatements statements;

    HistoryRows(KeptStatements statements) {
        this.statements = statements;
    }

    List<PostedTransfer> history(long account, long before, int count) throws SQLException {
        return TransferRows.transfers(page(SELECT_HISTORY, account, before, count));
    }

    /// The same transfers with no more than the end of a day looks at.
    List<DayPayment> dayPayments(long account, long before, int count) throws SQLException {
        List<DayPayment> payments = new ArrayList<>();
        try (ResultSet row = page(SELECT_DAY_PAYMENTS, account, before, count).executeQuery()) {
            while (row.next()) {
                payments.add(dayPayment(row));
            }
        }
        return payments;
    }

    private static DayPayment dayPayment(ResultSet row) throws SQLException {
        AccountName payer =
                row.getLong(2) == Account.TREASURY_NUMBER ? AccountName.TREASURY : SaleRows.name(row.getString(3));
        Memo memo = Memo.parse(row.getString(7))
                .orElseThrow(() -> new LedgerException("a memo in the ledger is not of the form"));
        Paid paid = new Paid(
                payer,
                SaleRows.name(row.getString(4)),
                ColumnBytes.paymentId(row.getBytes(5)),
                new Amount(row.getLong(6)),
                memo);
        return new DayPayment(row.getLong(1), paid, Timestamp.ofEpochMillis(row.getLong(8)));
    }

    private PreparedStatement page(String sql, long account, long before, int count) throws SQLException {
        PreparedStatement select = statements.of(sql);
        select.setLong(1, account);
        select.setLong(2, account);
        select.setLong(3, before);
        select.setLong(4, account);
        select.setLong(5, account);
        select.setInt(6, BatchChanges.TRANSFERS_PER_MARK + count);
        select.setLong(7, before);
        select.setInt(8, count);
        return select;
    }

    static void mark(BatchWriter writer, List<HistoryMark> marks) throws SQLException {
        if (marks.isEmpty()) {
            return;
        }
        List<@Nullable Object[]> rows = new ArrayList<>(marks.size());
        for (HistoryMark mark : marks) {
            rows.add(new @Nullable Object[] {mark.account(), mark.seq()});
        }
        writer.write(INSERT_MARK, rows);
    }
}
