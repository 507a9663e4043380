package io.micropay.ledger.jdbc;

import static io.micropay.ledger.jdbc.BulkStatement.Column.BYTES;
import static io.micropay.ledger.jdbc.BulkStatement.Column.NUMBER;
import static io.micropay.ledger.jdbc.BulkStatement.Column.TEXT;

import io.micropay.ledger.Account;
import io.micropay.ledger.BatchChanges;
import io.micropay.ledger.BatchChanges.HistoryMark;
import io.micropay.ledger.ChainHead;
import io.micropay.ledger.DayPayment;
import io.micropay.ledger.KnownPayment.Commitment;
import io.micropay.ledger.LedgerException;
import io.micropay.ledger.PaymentKey;
import io.micropay.ledger.PostedTransfer;
import io.micropay.ledger.TransferEntry;
import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.money.Base64Url;
import io.micropay.money.Memo;
import io.micropay.money.Paid;
import io.micropay.money.PaymentId;
import io.micropay.money.Timestamp;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The tables `transfer` and `history_mark`.
final class TransferRows {

    private static final String COLUMNS = """
            SELECT t.seq, t.id, t.payer_name, t.amount, t.payee_name, t.expires, t.memo, t.committed_at,
                   payer.key_hash, payee.key_hash, t.payer_signature, t.payee_signature,
                   t.chain_hash, previous.chain_hash, t.payee, t.payer
            """;
    private static final String JOINS = """
            JOIN account payer ON payer.number = t.payer
            JOIN account payee ON payee.number = t.payee
            LEFT JOIN transfer previous ON previous.seq = t.seq - 1
            """;
    private static final String SELECT_PAYMENT =
            COLUMNS + "FROM transfer t " + JOINS + "WHERE t.id = ? AND t.payer = ?";

    /// The columns stand as in the index, or SQLite would not use it.
    private static final BulkStatement SELECT_PAYMENTS =
            BulkStatement.of(COLUMNS + "FROM transfer t " + JOINS + "WHERE (t.id, t.payer) IN ({rows})", BYTES, NUMBER);

    private static final String SELECT_AFTER = COLUMNS + "FROM transfer t " + JOINS + "WHERE t.seq > ? ORDER BY t.seq";

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

    private static final String SELECT_HISTORY = PAGE + COLUMNS + "FROM page CROSS JOIN transfer t " + JOINS
            + "WHERE t.seq = page.seq ORDER BY page.seq DESC";
    private static final String SELECT_DAY_PAYMENTS = PAGE + """
            SELECT t.seq, t.payer, t.payer_name, t.payee_name, t.id, t.amount, t.memo, t.committed_at
            FROM page CROSS JOIN transfer t WHERE t.seq = page.seq ORDER BY page.seq DESC""";
    static final String SELECT_HEAD = "SELECT seq, chain_hash, committed_at FROM transfer ORDER BY seq DESC LIMIT 1";
    private static final BulkStatement INSERT = BulkStatement.of(
            """
            INSERT INTO transfer (seq, id, payer, payee, payer_name, payee_name, amount, expires, memo, committed_at,
                                  payer_signature, payee_signature, payer_previous, payee_previous, chain_hash) {rows}""",
            NUMBER,
            BYTES,
            NUMBER,
            NUMBER,
            TEXT,
            TEXT,
            NUMBER,
            TEXT,
            TEXT,
            NUMBER,
            BYTES,
            BYTES,
            NUMBER,
            NUMBER,
            BYTES);
    private static final BulkStatement INSERT_MARK =
            BulkStatement.of("INSERT INTO history_mark (account, seq) {rows}", NUMBER, NUMBER);

    private final KeptStatements statements;

    TransferRows(KeptStatements statements) {
        this.statements = statements;
    }

    ChainHead head() throws SQLException {
        try (ResultSet row = statements.of(SELECT_HEAD).executeQuery()) {
            return head(row);
        }
    }

    /// What [#SELECT_HEAD] has found.
    static ChainHead head(ResultSet row) throws SQLException {
        return row.next() ? new ChainHead(row.getLong(1), row.getBytes(2), row.getLong(3)) : ChainHead.empty();
    }

    /// The chain hash of one transfer.
    Optional<byte[]> chainHash(long seq) throws SQLException {
        PreparedStatement select = statements.of("SELECT chain_hash FROM transfer WHERE seq = ?");
        select.setLong(1, seq);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
        }
    }

    Optional<PostedTransfer> payment(long payer, PaymentId id) throws SQLException {
        PreparedStatement select = statements.of(SELECT_PAYMENT);
        select.setBytes(1, ColumnBytes.of(id));
        select.setLong(2, payer);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(transfer(row)) : Optional.empty();
        }
    }

    /// Those of these payments that are committed.
    static Map<PaymentKey, Commitment> find(BatchWriter writer, Collection<PaymentKey> keys) throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>(keys.size());
        for (PaymentKey key : keys) {
            rows.add(new @Nullable Object[] {ColumnBytes.of(key.id()), key.payer()});
        }
        Map<PaymentKey, Commitment> committed = new HashMap<>();
        writer.read(
                SELECT_PAYMENTS,
                rows,
                row -> committed.put(PaymentKeys.of(row, 16, 2), new Commitment(transfer(row), row.getLong(15))));
        return committed;
    }

    /// The transfers after `seq`, in order.
    List<PostedTransfer> after(long seq) throws SQLException {
        PreparedStatement select = statements.of(SELECT_AFTER);
        select.setLong(1, seq);
        return transfers(select);
    }

    List<PostedTransfer> history(long account, long before, int count) throws SQLException {
        return transfers(page(SELECT_HISTORY, account, before, count));
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

    /// When a transfer was committed; empty when there is none of this number.
    OptionalLong committedAt(long seq) throws SQLException {
        PreparedStatement select = statements.of("SELECT committed_at FROM transfer WHERE seq = ?");
        select.setLong(1, seq);
        return number(select);
    }

    /// Where a payment stands.
    OptionalLong seq(long payer, PaymentId id) throws SQLException {
        PreparedStatement select = statements.of("SELECT seq FROM transfer WHERE id = ? AND payer = ?");
        select.setBytes(1, ColumnBytes.of(id));
        select.setLong(2, payer);
        return number(select);
    }

    private static OptionalLong number(PreparedStatement select) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
        }
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

    private static List<PostedTransfer> transfers(PreparedStatement select) throws SQLException {
        List<PostedTransfer> transfers = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                transfers.add(transfer(row));
            }
        }
        return transfers;
    }

    private static PostedTransfer transfer(ResultSet row) throws SQLException {
        HexFormat hex = HexFormat.of();
        long seq = row.getLong(1);
        String record = seq
                + "#" + row.getString(3)
                + "#" + new Amount(row.getLong(4))
                + "#" + row.getString(5)
                + "#" + ColumnBytes.paymentId(row.getBytes(2))
                + "#" + row.getString(6)
                + "#" + row.getString(7)
                + "#" + Timestamp.ofEpochMillis(row.getLong(8))
                + "#" + hex.formatHex(row.getBytes(9))
                + "#" + hex.formatHex(row.getBytes(10))
                + "#" + Base64Url.of(row.getBytes(11))
                + "#" + Base64Url.of(row.getBytes(12));
        return new PostedTransfer(seq, record, previousHash(row.getBytes(14)), hex.formatHex(row.getBytes(13)));
    }

    /// The first transfer has none before it: it follows 32 zeros.
    private static String previousHash(byte @Nullable [] stored) {
        return HexFormat.of().formatHex(stored == null ? ChainHead.empty().hash() : stored);
    }

    static void insert(BatchWriter writer, List<TransferEntry> transfers) throws SQLException {
        if (transfers.isEmpty()) {
            return;
        }
        List<@Nullable Object[]> rows = new ArrayList<>(transfers.size());
        for (TransferEntry transfer : transfers) {
            rows.add(new @Nullable Object[] {
                transfer.seq(),
                ColumnBytes.of(transfer.id()),
                transfer.payer().number(),
                transfer.payee().number(),
                transfer.payerName().text(),
                transfer.payeeName().text(),
                transfer.amount().micros(),
                transfer.expires(),
                transfer.memo(),
                transfer.committedAt(),
                transfer.payerSignature(),
                transfer.payeeSignature(),
                transfer.payerPrevious(),
                transfer.payeePrevious(),
                transfer.chainHash()
            });
        }
        writer.write(INSERT, rows);
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
