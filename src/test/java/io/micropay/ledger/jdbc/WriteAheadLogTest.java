package io.micropay.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How long the log gets under a writer that does not stop, and what of it is in the file.
class WriteAheadLogTest {

    private static final int PAGES_LONG = 800;

    /// Fewer than are copied at once.
    private static final int FEW = 20;

    private static final long PAGE_BYTES = 4_096;
    private static final int COMMITS_MAX = 20_000;

    @TempDir
    Path folder;

    private Path file;
    private SqliteConnections connections;
    private Connection writer;
    private WriteAheadLog log;

    @BeforeEach
    void open() throws SQLException {
        file = folder.resolve("ledger.db");
        connections = new SqliteConnections(file);
        writer = connections.openWriter();
        Sql.execute(writer, "CREATE TABLE page (number INTEGER PRIMARY KEY, bytes BLOB NOT NULL)");
        log = new WriteAheadLog(connections, writer, new SqliteDialect(), PAGES_LONG);
        log.copyBack();
    }

    @AfterEach
    void close() throws SQLException {
        writer.close();
        log.close();
    }

    /// Each commit puts a page or two into the log.
    private void write() throws SQLException {
        try (PreparedStatement insert = writer.prepareStatement("INSERT INTO page (bytes) VALUES (randomblob(3000))")) {
            insert.execute();
        }
    }

    private long logPages() throws IOException {
        return Files.size(folder.resolve("ledger.db-wal")) / PAGE_BYTES;
    }

    /// What one reads of the file while it is written can be torn: then it is asked again.
    private void writeUntilCopied() {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .ignoreExceptionsInstanceOf(SQLException.class)
                .untilAsserted(() -> {
                    write();
                    log.keepShort();
                    assertThat(notInTheFile()).isLessThan(FEW);
                });
    }

    private long notInTheFile() throws SQLException {
        return Sql.number(writer, "SELECT count(*) FROM page") - inTheFile();
    }

    /// As one sees it who has nothing but the file.
    private long inTheFile() throws SQLException {
        Path copy = folder.resolve("copy.db");
        try {
            Files.deleteIfExists(copy);
            Files.copy(file, copy);
        } catch (IOException impossible) {
            throw new SQLException(impossible);
        }
        try (Connection alone = new SqliteConnections(copy).openReader()) {
            return Sql.number(alone, "SELECT count(*) FROM page");
        }
    }

    @Test
    void logIsCopiedAsItGrows() throws Exception {
        for (int i = 0; i < FEW; i++) {
            write();
            log.keepShort();
        }
        assertThat(notInTheFile()).isEqualTo(FEW);

        writeUntilCopied();
        assertThat(logPages()).as("long before it begins anew").isLessThan(PAGES_LONG / 2);
    }

    /// How long it gets hangs on when the copying thread has its turn; without a new beginning it holds all that was
    /// written.
    @Test
    void logBeginsAnewUnderAWriterThatDoesNotStop() throws Exception {
        int commits = 0;
        while (commits < 4 * logPages() && commits < COMMITS_MAX) {
            write();
            log.keepShort();
            commits++;
        }
        assertThat(logPages()).isLessThanOrEqualTo(commits / 4);
    }

    @Test
    void readerOfAnOldStateHoldsTheLogBackOnlyWhileItReads() throws Exception {
        try (Connection reader = connections.openReader()) {
            reader.setAutoCommit(false);
            assertThat(Sql.number(reader, "SELECT count(*) FROM page")).isZero();
            for (int i = 0; i < 2 * PAGES_LONG; i++) {
                write();
                log.keepShort();
            }
            assertThat(Sql.number(reader, "SELECT count(*) FROM page")).isZero();
            assertThat(notInTheFile()).isGreaterThanOrEqualTo(2L * PAGES_LONG);
        }
        writeUntilCopied();
    }

    @Test
    void closingLeavesAllInTheFile() throws SQLException {
        for (int i = 0; i < PAGES_LONG; i++) {
            write();
            log.keepShort();
        }
        log.copyBack();
        writer.close();

        assertThat(inTheFile()).isEqualTo(PAGES_LONG);
    }
}
