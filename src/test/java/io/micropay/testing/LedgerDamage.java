package io.micropay.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.sqlite.Function;

/// Changes a ledger's file behind the ledger's back, as a person with an editor could.
public final class LedgerDamage {

    private LedgerDamage() {}

    /// Runs statements on a file that no server has open. No constraint stops them, and `flip(blob)` is there to change
    /// one bit.
    public static void change(Path file, String... statements) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            Function.create(connection, "flip", new Flip());
            statement.execute("PRAGMA foreign_keys = OFF");
            statement.execute("PRAGMA ignore_check_constraints = ON");
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Copies a ledger, with its log if there is one, as a crash of the machine leaves it.
    public static Path copy(Path file, Path folder) throws IOException {
        Path copy = Files.createDirectories(folder).resolve(file.getFileName());
        Files.copy(file, copy);
        Path log = file.resolveSibling(file.getFileName() + "-wal");
        if (Files.exists(log)) {
            Files.copy(log, copy.resolveSibling(log.getFileName()));
        }
        return copy;
    }

    /// What a query yields on a file that no server has open.
    public static byte[] bytes(Path file, String query) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getBytes(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Where `wanted` stands among `all`.
    public static List<Integer> places(byte[] all, byte[] wanted) {
        return IntStream.rangeClosed(0, all.length - wanted.length)
                .filter(start -> Arrays.equals(all, start, start + wanted.length, wanted, 0, wanted.length))
                .boxed()
                .toList();
    }

    private static final class Flip extends Function {
        @Override
        protected void xFunc() throws SQLException {
            byte[] bytes = value_blob(0);
            bytes[bytes.length / 2] ^= 1;
            result(bytes);
        }
    }
}
