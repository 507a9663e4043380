package io.micropay.cli;

import io.micropay.cli.LedgerLocation.LedgerDatabase;
import io.micropay.client.shell.Counted;
import io.micropay.doctor.Check;
import io.micropay.doctor.Finding;
import io.micropay.ledger.LedgerArchive;
import io.micropay.ledger.LedgerException;
import java.util.function.Consumer;

/// Whether the database of a ledger answers, and lets one read it.
record DatabaseCheck(LedgerDatabase database) implements Check {

    @Override
    public String subject() {
        return "ledger";
    }

    @Override
    public void run(Consumer<Finding> tell) {
        try (LedgerArchive archive = LedgerArchives.open(database);
                LedgerArchive.Snapshot snapshot = archive.snapshot()) {
            tell.accept(Finding.ok(
                    "ledger",
                    database + " answers, and holds "
                            + Counted.of(snapshot.head().seq(), "transfer")));
        } catch (LedgerException failure) {
            tell.accept(Finding.fail("ledger", String.valueOf(failure.getMessage()), failure.hint()));
        }
    }
}
