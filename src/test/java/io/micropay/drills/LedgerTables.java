package io.micropay.drills;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.money.Amount;
import io.micropay.money.Base64Url;
import io.micropay.money.Timestamp;
import io.micropay.testing.ProofChain;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/// The tables of a ledger, read with plain SQL, whatever the database.
final class LedgerTables {

    private static final String TRANSFERS = """
            SELECT t.seq, t.payer_name, t.amount, t.payee_name, t.id, t.expires, t.memo, t.committed_at,
                   payer.key_hash, payee.key_hash, t.payer_signature, t.payee_signature, t.chain_hash
            FROM transfer t JOIN account payer ON payer.number = t.payer JOIN account payee ON payee.number = t.payee
            ORDER BY t.seq""";

    private LedgerTables() {}

    static ProofChain check(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            return check(statement);
        }
    }

    /// Checks the ledger from end to end, and returns its transfers.
    static ProofChain check(Statement statement) throws SQLException {
        ProofChain chain = new ProofChain(links(statement));
        chain.check();
        Map<String, Long> balances = balances(statement);
        assertThat(balances).containsAllEntriesOf(chain.balances());
        assertThat(balances.values().stream().mapToLong(Long::longValue).sum())
                .as("all balances, the treasury's too")
                .isZero();
        return chain;
    }

    private static List<String> links(Statement statement) throws SQLException {
        List<String> links = new ArrayList<>();
        String previousHash = "0".repeat(64);
        try (ResultSet row = statement.executeQuery(TRANSFERS)) {
            while (row.next()) {
                String chainHash = hex(row, 13);
                links.add(record(row) + "#" + previousHash + "#" + chainHash);
                previousHash = chainHash;
            }
        }
        return links;
    }

    private static String record(ResultSet row) throws SQLException {
        return String.join(
                "#",
                row.getString(1),
                row.getString(2),
                new Amount(row.getLong(3)).toString(),
                row.getString(4),
                id(row.getBytes(5)),
                row.getString(6),
                row.getString(7),
                Timestamp.ofEpochMillis(row.getLong(8)).toString(),
                hex(row, 9),
                hex(row, 10),
                Base64Url.of(row.getBytes(11)).toString(),
                Base64Url.of(row.getBytes(12)).toString());
    }

    private static String id(byte[] bytes) {
        ByteBuffer halves = ByteBuffer.wrap(bytes);
        return new UUID(halves.getLong(), halves.getLong()).toString();
    }

    private static String hex(ResultSet row, int column) throws SQLException {
        return HexFormat.of().formatHex(row.getBytes(column));
    }

    private static Map<String, Long> balances(Statement statement) throws SQLException {
        Map<String, Long> balances = new TreeMap<>();
        try (ResultSet row = statement.executeQuery(
                "SELECT a.name, p.balance FROM account a JOIN position p ON p.account = a.number")) {
            while (row.next()) {
                balances.put(row.getString(1), row.getLong(2));
            }
        }
        return balances;
    }
}
