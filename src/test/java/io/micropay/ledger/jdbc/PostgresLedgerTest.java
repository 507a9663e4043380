package io.micropay.ledger.jdbc;

import io.micropay.ledger.LedgerContract;
import io.micropay.ledger.LedgerStore;
import io.micropay.testing.PostgresServer;
import java.util.Optional;

/// The ledger on PostgreSQL.
class PostgresLedgerTest extends LedgerContract {

    private final String url = PostgresServer.newLedger();

    @Override
    protected LedgerStore openStore() {
        return PostgresStore.open(url, Optional.empty(), "ab".repeat(32));
    }
}
