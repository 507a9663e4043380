package io.micropay.ledger.jdbc;

import io.micropay.ledger.LedgerContract;
import io.micropay.ledger.LedgerStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// The ledger on SQLite.
class SqliteLedgerTest extends LedgerContract {

    @TempDir
    Path folder;

    @Override
    protected LedgerStore openStore() {
        return SqliteStore.open(folder.resolve("ledger.db"));
    }
}
