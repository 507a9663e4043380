package io.micropay.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micropay.ledger.LedgerException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerBindingTest {

    private static final String LEDGER = "a".repeat(64);

    @TempDir
    private Path folder;

    @Test
    void newFileBecomesTheLedgerThatOpensItAndStaysIt() {
        open(LEDGER).close();
        open(LEDGER).close();

        assertThatThrownBy(() -> open("b".repeat(64)))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("another ledger")
                .hasMessageContaining(LEDGER);
    }

    @Test
    void refusalLeavesTheFileToItsOwnLedger() {
        open(LEDGER).close();
        assertThatThrownBy(() -> open("b".repeat(64))).isInstanceOf(LedgerException.class);

        SqliteStore store = open(LEDGER);
        assertThat(store.openingTime()).isZero();
        store.close();
    }

    private SqliteStore open(String ledger) {
        return SqliteStore.open(folder.resolve("ledger.db")).boundTo(ledger);
    }
}
