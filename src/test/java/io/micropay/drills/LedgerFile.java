package io.micropay.drills;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.money.Amount;
import io.micropay.money.Base64Url;
import io.micropay.money.Timestamp;
import io.micropay.testing.ProofChain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/// A ledger's file that no server has open, read with plain SQL.
final class LedgerFile {

    private static final String TRANSFERS = """
            SELECT t.seq, t.payer_name, t.amount, t.payee_name, hex(t.id), t.expires, t.memo, t.committed_at,
                   hex(payer.key_hash), hex(payee.key_hash), t.payer_signature, t.payee_signature, hex(t.chain_hash)
            FROM transfer t JOIN account payer ON payer.number = t.payer JOIN account payee ON payee.number = t.payee
            ORDER BY t.seq""";

    private LedgerFile() {}

    /// Checks the ledger in a data folder from end to end, and returns its transfers.
    ///
    /// Looks at a copy, so that the server that comes next finds what the last one left.
    static ProofChain check(Path data) throws IOException, SQLException {
        Path copy = Files.createDirectories(data.resolveSibling("copy"));
        for (String name : List.of("ledger.db", "ledger.db-wal", "ledger.db-shm")) {
            Files.deleteIfExists(copy.resolve(name));
            if (Files.exists(data.resolve(name)) && !name.endsWith("-shm")) {
                Files.copy(data.resolve(name), copy.resolve(name));
            }
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy.resolve("ledger.db"));
                Statement statement = connection.createStatement()) {
            assertThat(texts(statement, "PRAGMA integrity_check")).containsExactly("ok");
            assertThat(texts(statement, "PRAGMA foreign_key_check")).isEmpty();
            ProofChain chain = new ProofChain(links(statement));
            chain.check();
            Map<String, Long> balances = balances(statement);
            assertThat(balances).containsAllEntriesOf(chain.balances());
            assertThat(balances.values().stream().mapToLong(Long::longValue).sum())
                    .as("all balances, the treasury's too")
                    .isZero();
            return chain;
        }
    }

    private static List<String> links(Statement statement) throws SQLException {
        List<String> links = new ArrayList<>();
        String previousHash = "0".repeat(64);
        try (ResultSet row = statement.executeQuery(TRANSFERS)) {
            while (row.next()) {
                String chainHash = lowerCase(row.getString(13));
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
                id(row.getString(5)),
                row.getString(6),
                row.getString(7),
                Timestamp.ofEpochMillis(row.getLong(8)).toString(),
                lowerCase(row.getString(9)),
                lowerCase(row.getString(10)),
                Base64Url.of(row.getBytes(11)).toString(),
                Base64Url.of(row.getBytes(12)).toString());
    }

    private static String id(String hex) {
        return new UUID(Long.parseUnsignedLong(hex, 0, 16, 16), Long.parseUnsignedLong(hex, 16, 32, 16)).toString();
    }

    private static String lowerCase(String hex) {
        return HexFormat.of().formatHex(HexFormat.of().parseHex(hex));
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

    private static List<String> texts(Statement statement, String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                texts.add(row.getString(1));
            }
        }
        return texts;
    }
}
