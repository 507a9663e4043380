package io.micropay.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micropay.ledger.LedgerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One process has the ledger.
class LedgerLockTest {

    private static final long OWN_PROCESS_ID = ProcessHandle.current().pid();

    @TempDir
    Path folder;

    @Test
    void secondOpenInTheProcessIsRefused() {
        Path file = folder.resolve("ledger.db");
        try (SqliteStore store = SqliteStore.open(file)) {
            assertThat(store.openingTime()).isZero();
            assertThatThrownBy(() -> SqliteStore.open(file))
                    .isInstanceOf(LedgerException.class)
                    .hasMessageContaining("is in use by process " + OWN_PROCESS_ID);
        }
    }

    /// The refused attempt of this process must not free the lock that the process holds.
    @Test
    void secondProcessIsToldWhoseTheLedgerIs() throws IOException {
        Path file = folder.resolve("ledger.db");
        try (SqliteStore store = SqliteStore.open(file)) {
            assertThat(store.openingTime()).isZero();
            assertThatThrownBy(() -> SqliteStore.open(file)).isInstanceOf(LedgerException.class);

            assertThat(linesOfAnotherProcess(file))
                    .containsExactly(
                            "FAILED the ledger in " + folder.toRealPath() + " is in use by process " + OWN_PROCESS_ID);
        }
    }

    @Test
    void closedLedgerIsFreeForOthers() throws IOException {
        Path file = folder.resolve("ledger.db");
        SqliteStore.open(file).close();

        assertThat(linesOfAnotherProcess(file)).containsExactly("OPEN", "DONE", "CLOSED");

        SqliteStore.open(file).close();
    }

    @Test
    void lockOfADeadProcessIsFree() throws IOException {
        Files.writeString(folder.resolve("ledger.lock"), "1\n");

        SqliteStore.open(folder.resolve("ledger.db")).close();

        assertThat(folder.resolve("ledger.lock")).hasContent(OWN_PROCESS_ID + "\n");
    }

    private static List<String> linesOfAnotherProcess(Path file) throws IOException {
        Process process = LedgerProcess.start(List.of(), List.of(), file, 0, 1);
        try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
            return lines.lines().toList();
        }
    }
}
