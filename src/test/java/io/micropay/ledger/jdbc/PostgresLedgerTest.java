package io.micropay.ledger.jdbc;

import io.micropay.ledger.LedgerContract;
import io.micropay.ledger.LedgerStore;
import java.util.Optional;

/// The ledger on PostgreSQL.
class PostgresLedgerTest extends LedgerContract {

    private final String url = PostgresServer.newDatabase();

    @Override
    protected LedgerStore openStore() {
        return PostgresStore.open(url, Optional.empty(), "ab".repeat(32));
    }
}
