package io.micropay.cli;

import io.micropay.ledger.LedgerArchive;
import io.micropay.ledger.jdbc.JdbcArchive;

/// Opens ledgers to be read, wherever they lie, whether or not a server writes them.
final class LedgerArchives {

    private LedgerArchives() {}

    static LedgerArchive open(LedgerLocation location) throws CliException {
        return switch (location) {
            case LedgerLocation.LedgerFile file -> JdbcArchive.of(file.path());
            case LedgerLocation.LedgerDatabase database ->
                throw new CliException(
                        "a ledger in a database cannot be read yet: " + database, null, ExitCode.CONFIGURATION);
        };
    }
}
