package io.micropay.ledger.jdbc;

import static io.micropay.ledger.jdbc.BulkStatement.Column.BYTES;
import static io.micropay.ledger.jdbc.BulkStatement.Column.NUMBER;
import static io.micropay.ledger.jdbc.BulkStatement.Column.TEXT;

import io.micropay.ledger.ChainHead;
import io.micropay.ledger.KnownPayment.Commitment;
import io.micropay.ledger.PaymentKey;
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
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The table `transfer`.
final class TransferRows {

    /// What [#transfers] reads.
    static final String COLUMNS = """
            SELECT t.seq, t.id, t.payer_name, t.amount, t.payee_name, t.expires, t.memo, t.committed_at,
                   payer.key_hash, payee.key_hash, t.payer_signature, t.payee_signature,
                   t.chain_hash, previous.chain_hash, t.payee, t.payer
            """;
    static final String JOINS = """
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

    static List<PostedTransfer> transfers(PreparedStatement select) throws SQLException {
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
}
