package io.micropay.testing;

import io.micropay.money.Amount;
import io.micropay.money.Base64Url;
import io.micropay.money.Timestamp;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What an operator does who knows the format: after a change, everything that follows from the transfers is made anew,
/// so that the ledger fits together again. Only the keys of people and of the ledger are out of reach.
public final class RewrittenLedger {

    private static final int TRANSFERS_PER_MARK = 64;

    private static final String ROWS = """
            SELECT t.seq, t.payer_name, t.amount, t.payee_name, hex(t.id), t.expires, t.memo, t.committed_at,
                   lower(hex(payer.key_hash)), lower(hex(payee.key_hash)), t.payer_signature, t.payee_signature,
                   t.payer, t.payee, t.id
            FROM transfer t JOIN account payer ON payer.number = t.payer JOIN account payee ON payee.number = t.payee
            ORDER BY t.seq""";

    private final Connection connection;
    private final Map<Long, Standing> standings = new HashMap<>();
    private byte[] hash = new byte[32];

    private RewrittenLedger(Connection connection) {
        this.connection = connection;
    }

    /// Where an account stands.
    private static final class Standing {
        private long balance;
        private long transfers;
        private long newestSeq;
        private byte[] newestPaid = {};
        private final List<Long> marks = new ArrayList<>();

        void takePart(long seq) {
            newestSeq = seq;
            transfers++;
            if (transfers % TRANSFERS_PER_MARK == 0) {
                marks.add(seq);
            }
        }
    }

    /// A row and what follows from it.
    private record Link(long oldSeq, long seq, long payerPrevious, long payeePrevious, String hash) {}

    /// Changes a file that no server has open, and makes it fit together again.
    public static void rewrite(Path file, String... changes) {
        LedgerDamage.change(file, changes);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            connection.setAutoCommit(false);
            new RewrittenLedger(connection).rewrite();
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void rewrite() throws SQLException {
        List<Link> links = links();
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE transfer SET seq = ?, payer_previous = ?, payee_previous = ?, chain_hash = ? WHERE seq = ?")) {
            for (Link link : links) {
                update.setLong(1, link.seq());
                update.setLong(2, link.payerPrevious());
                update.setLong(3, link.payeePrevious());
                update.setBytes(4, HexFormat.of().parseHex(link.hash()));
                update.setLong(5, link.oldSeq());
                update.executeUpdate();
            }
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM history_mark");
            statement.execute("UPDATE position SET balance = 0, transfers = 0, newest_seq = 0, newest_paid = NULL");
        }
        for (Map.Entry<Long, Standing> standing : standings.entrySet()) {
            write(standing.getKey(), standing.getValue());
        }
    }

    private List<Link> links() throws SQLException {
        List<Link> links = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ROWS)) {
            while (row.next()) {
                links.add(link(row, links.size() + 1L));
            }
        }
        return links;
    }

    private Link link(ResultSet row, long seq) throws SQLException {
        Standing payer = standings.computeIfAbsent(row.getLong(13), number -> new Standing());
        Standing payee = standings.computeIfAbsent(row.getLong(14), number -> new Standing());
        hash = hash(hash, record(row, seq));
        Link link = new Link(
                row.getLong(1),
                seq,
                payer.newestSeq,
                payee.newestSeq,
                HexFormat.of().formatHex(hash));
        payer.balance -= row.getLong(3);
        payee.balance += row.getLong(3);
        payer.newestPaid = later(payer.newestPaid, row.getBytes(15));
        payer.takePart(seq);
        payee.takePart(seq);
        return link;
    }

    private static byte[] later(byte[] one, byte[] other) {
        return Arrays.compareUnsigned(one, other) > 0 ? one : other;
    }

    private static String record(ResultSet row, long seq) throws SQLException {
        String id = row.getString(5);
        return String.join(
                "#",
                Long.toString(seq),
                row.getString(2),
                new Amount(row.getLong(3)).toString(),
                row.getString(4),
                new UUID(Long.parseUnsignedLong(id, 0, 16, 16), Long.parseUnsignedLong(id, 16, 32, 16)).toString(),
                row.getString(6),
                row.getString(7),
                Timestamp.ofEpochMillis(row.getLong(8)).toString(),
                row.getString(9),
                row.getString(10),
                Base64Url.of(row.getBytes(11)).toString(),
                Base64Url.of(row.getBytes(12)).toString());
    }

    private static byte[] hash(byte[] previous, String record) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(previous);
            return sha256.digest(record.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void write(long account, Standing standing) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                        UPDATE position SET balance = ?, transfers = ?, newest_seq = ?, newest_paid = ?
                        WHERE account = ?""");
                PreparedStatement mark =
                        connection.prepareStatement("INSERT INTO history_mark (account, seq) VALUES (?, ?)")) {
            update.setLong(1, standing.balance);
            update.setLong(2, standing.transfers);
            update.setLong(3, standing.newestSeq);
            update.setBytes(4, standing.newestPaid.length == 0 ? null : standing.newestPaid);
            update.setLong(5, account);
            update.executeUpdate();
            for (long seq : standing.marks) {
                mark.setLong(1, account);
                mark.setLong(2, seq);
                mark.executeUpdate();
            }
        }
    }

    /// The SQL literal of some bytes.
    public static String literal(byte[] bytes) {
        return "x'" + HexFormat.of().formatHex(bytes) + "'";
    }
}
