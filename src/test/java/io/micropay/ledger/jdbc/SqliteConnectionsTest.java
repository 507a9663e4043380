package io.micropay.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How the connections are set: durability hangs on it.
class SqliteConnectionsTest {

    @TempDir
    Path folder;

    private SqliteConnections connections;

    @BeforeEach
    void makeLedger() {
        Path file = folder.resolve("ledger.db");
        SqliteStore.open(file).close();
        connections = new SqliteConnections(file);
    }

    @Test
    void writerSyncsEveryCommit() throws SQLException {
        try (Connection writer = connections.openWriter()) {
            assertThat(Sql.text(writer, "PRAGMA journal_mode")).isEqualTo("wal");
            assertThat(Sql.number(writer, "PRAGMA synchronous")).isEqualTo(2);
            assertThat(Sql.number(writer, "PRAGMA fullfsync")).isEqualTo(1);
            assertThat(Sql.number(writer, "PRAGMA checkpoint_fullfsync")).isEqualTo(1);
            assertThat(Sql.number(writer, "PRAGMA foreign_keys")).isEqualTo(1);
            assertThat(Sql.number(writer, "PRAGMA wal_autocheckpoint")).isZero();
        }
    }

    @Test
    void readerCannotWrite() throws SQLException {
        try (Connection reader = connections.openReader()) {
            assertThat(Sql.number(reader, "SELECT count(*) FROM account")).isEqualTo(1);
            assertThatThrownBy(() -> Sql.execute(reader, "DELETE FROM transfer"))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void databaseRefusesANegativeBalance() throws SQLException {
        try (Connection writer = connections.openWriter()) {
            Sql.execute(writer, "INSERT INTO account VALUES (1, 'A', 'a', x'01', x'01', 0)");
            assertThatThrownBy(() -> Sql.execute(writer, "INSERT INTO position VALUES (1, -1, 0, 0, NULL)"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("CHECK");
        }
    }
}
