package io.micropay.ledger.jdbc;

import io.micropay.ledger.LedgerContract;
import io.micropay.ledger.LedgerStore;

/// The ledger on PostgreSQL.
class PostgresLedgerTest extends LedgerContract {

    private final String url = PostgresServer.newDatabase();

    @Override
    protected LedgerStore openStore() {
        return PostgresStore.open(url, null, "ab".repeat(32));
    }
}
