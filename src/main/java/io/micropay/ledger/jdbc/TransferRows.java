package io.micropay.ledger.jdbc;

import io.micropay.ledger.BatchChanges;
import io.micropay.ledger.BatchChanges.HistoryMark;
import io.micropay.ledger.ChainHead;
import io.micropay.ledger.KnownPayment.Commitment;
import io.micropay.ledger.PostedTransfer;
import io.micropay.ledger.TransferEntry;
import io.micropay.money.Amount;
import io.micropay.money.Base64Url;
import io.micropay.money.PaymentId;
import io.micropay.money.Timestamp;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The tables `transfer` and `history_mark`.
final class TransferRows {

    private static final String COLUMNS = """
            SELECT t.seq, t.id, t.payer_name, t.amount, t.payee_name, t.expires, t.memo, t.committed_at,
                   payer.key_hash, payee.key_hash, t.payer_signature, t.payee_signature,
                   t.chain_hash, previous.chain_hash, t.payee
            """;
    private static final String JOINS = """
            JOIN account payer ON payer.number = t.payer
            JOIN account payee ON payee.number = t.payee
            LEFT JOIN transfer previous ON previous.seq = t.seq - 1
            """;
    private static final String SELECT_PAYMENT =
            COLUMNS + "FROM transfer t " + JOINS + "WHERE t.id = ? AND t.payer = ?";
    private static final String SELECT_AFTER = COLUMNS + "FROM transfer t " + JOINS + "WHERE t.seq > ? ORDER BY t.seq";

    /// Follows the list of an account's transfers from the nearest mark above, or from its end: at most ?4 steps.
    /// The cross join keeps SQLite from walking all transfers in search of the few that were found.
    private static final String SELECT_HISTORY = """
            WITH RECURSIVE own (seq, earlier, step) AS (
                SELECT t.seq, CASE t.payer WHEN ?1 THEN t.payer_previous ELSE t.payee_previous END, 1
                FROM transfer t
                WHERE t.seq = coalesce(
                    (SELECT min(m.seq) FROM history_mark m WHERE m.account = ?1 AND m.seq >= ?2),
                    (SELECT p.newest_seq FROM position p WHERE p.account = ?1))
                UNION ALL
                SELECT t.seq, CASE t.payer WHEN ?1 THEN t.payer_previous ELSE t.payee_previous END, own.step + 1
                FROM own CROSS JOIN transfer t
                WHERE t.seq = own.earlier AND own.step < ?4
            ), page (seq) AS (
                SELECT own.seq FROM own WHERE own.seq < ?2 ORDER BY own.seq DESC LIMIT ?3
            )
            """ + COLUMNS + "FROM page CROSS JOIN transfer t " + JOINS
            + "WHERE t.seq = page.seq ORDER BY page.seq DESC";
    private static final String SELECT_HEAD =
            "SELECT seq, chain_hash, committed_at FROM transfer ORDER BY seq DESC LIMIT 1";
    private static final String INSERT = """
            INSERT INTO transfer (seq, id, payer, payee, payer_name, payee_name, amount, expires, memo, committed_at,
                                  payer_signature, payee_signature, payer_previous, payee_previous, chain_hash)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String INSERT_MARK = "INSERT INTO history_mark (account, seq) VALUES (?, ?)";

    private final KeptStatements statements;

    TransferRows(KeptStatements statements) {
        this.statements = statements;
    }

    ChainHead head() throws SQLException {
        try (ResultSet row = statements.of(SELECT_HEAD).executeQuery()) {
            return row.next() ? new ChainHead(row.getLong(1), row.getBytes(2), row.getLong(3)) : ChainHead.empty();
        }
    }

    Optional<Commitment> payment(long payer, PaymentId id) throws SQLException {
        PreparedStatement select = statements.of(SELECT_PAYMENT);
        select.setBytes(1, ColumnBytes.of(id));
        select.setLong(2, payer);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(new Commitment(transfer(row), row.getLong(15))) : Optional.empty();
        }
    }

    /// The transfers after `seq`, in order.
    List<PostedTransfer> after(long seq) throws SQLException {
        PreparedStatement select = statements.of(SELECT_AFTER);
        select.setLong(1, seq);
        return transfers(select);
    }

    List<PostedTransfer> history(long account, long before, int count) throws SQLException {
        PreparedStatement select = statements.of(SELECT_HISTORY);
        select.setLong(1, account);
        select.setLong(2, before);
        select.setInt(3, count);
        select.setInt(4, BatchChanges.TRANSFERS_PER_MARK + count);
        return transfers(select);
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

    void insert(List<TransferEntry> transfers) throws SQLException {
        if (transfers.isEmpty()) {
            return;
        }
        PreparedStatement insert = statements.of(INSERT);
        for (TransferEntry transfer : transfers) {
            insert.setLong(1, transfer.seq());
            insert.setBytes(2, ColumnBytes.of(transfer.id()));
            insert.setLong(3, transfer.payer().number());
            insert.setLong(4, transfer.payee().number());
            insert.setString(5, transfer.payerName().text());
            insert.setString(6, transfer.payeeName().text());
            insert.setLong(7, transfer.amount().micros());
            insert.setString(8, transfer.expires());
            insert.setString(9, transfer.memo());
            insert.setLong(10, transfer.committedAt());
            insert.setBytes(11, transfer.payerSignature());
            insert.setBytes(12, transfer.payeeSignature());
            insert.setLong(13, transfer.payerPrevious());
            insert.setLong(14, transfer.payeePrevious());
            insert.setBytes(15, transfer.chainHash());
            insert.addBatch();
        }
        insert.executeBatch();
    }

    void mark(List<HistoryMark> marks) throws SQLException {
        if (marks.isEmpty()) {
            return;
        }
        PreparedStatement insert = statements.of(INSERT_MARK);
        for (HistoryMark mark : marks) {
            insert.setLong(1, mark.account());
            insert.setLong(2, mark.seq());
            insert.addBatch();
        }
        insert.executeBatch();
    }
}
