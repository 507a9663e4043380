package io.micropay.drills;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;

/// A ledger's file that no server has open, read with plain SQL.
final class LedgerFile {

    private LedgerFile() {}

    /// Checks the ledger in a data folder from end to end, and returns its transfers.
    static ProofChain check(Path data) throws IOException, SQLException {
        return read(data, statement -> {
            assertThat(texts(statement, "PRAGMA integrity_check")).containsExactly("ok");
            assertThat(texts(statement, "PRAGMA foreign_key_check")).isEmpty();
            return LedgerTables.check(statement);
        });
    }

    /// What somebody wants to know of a ledger.
    interface Question<T> {
        T ask(Statement statement) throws SQLException;
    }

    /// Asks a copy of the ledger in a data folder, so that the server that comes next finds what the last one left.
    static <T> T read(Path data, Question<T> question) throws IOException, SQLException {
        Path copy = Files.createDirectories(data.resolveSibling("copy"));
        for (String name : List.of("ledger.db", "ledger.db-wal", "ledger.db-shm")) {
            Files.deleteIfExists(copy.resolve(name));
            if (Files.exists(data.resolve(name)) && !name.endsWith("-shm")) {
                Files.copy(data.resolve(name), copy.resolve(name));
            }
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy.resolve("ledger.db"));
                Statement statement = connection.createStatement()) {
            return question.ask(statement);
        }
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
