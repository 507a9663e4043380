package io.micropay.cli;

import io.micropay.cli.LedgerLocation.LedgerDatabase;
import io.micropay.cli.LedgerLocation.LedgerFile;
import io.micropay.ledger.LedgerArchive;
import io.micropay.ledger.jdbc.JdbcArchive;

/// Opens ledgers to be read, wherever they lie, whether or not a server writes them.
final class LedgerArchives {

    private LedgerArchives() {}

    static LedgerArchive open(LedgerLocation location) {
        return switch (location) {
            case LedgerFile file -> JdbcArchive.of(file.path());
            case LedgerDatabase database -> JdbcArchive.of(database.url(), database.password());
        };
    }
}
