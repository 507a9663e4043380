package io.micropay.cli;

import io.micropay.audit.AuditReport;
import io.micropay.audit.LedgerAudit;
import io.micropay.cli.LedgerLocation.LedgerDatabase;
import io.micropay.cli.LedgerLocation.LedgerFile;
import io.micropay.client.shell.Counted;
import io.micropay.files.NewFile;
import io.micropay.files.NotCreatedException;
import io.micropay.ledger.LedgerArchive;
import io.micropay.ledger.LedgerIntake;
import io.micropay.ledger.jdbc.JdbcArchive;
import io.micropay.ledger.jdbc.JdbcIntake;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `micropay ledger restore`: makes a ledger of a backup.
@Command(
        name = "restore",
        description = "Make a ledger of a backup, where there is none yet.",
        footer = {
            "",
            "The backup is verified first, signatures too, and the ledger appears when it is whole and durable. What"
                    + " was paid after the backup is not in it: people's receipts tell of that (see verify --receipt).",
            "",
            "Exit codes: 0 done, 1 the backup is wrong, 2 wrong usage, 69 the database is out of reach, 73 there is a"
                    + " ledger already, or a server is running, 74 the backup cannot be read, or the ledger cannot be"
                    + " written, 78 the database does not let you in, or a password file does not fit."
        })
final class LedgerRestoreCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The backup.")
    private Path file;

    @Mixin
    private LedgerOption ledger;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CliException, NotCreatedException, InterruptedException {
        LedgerLocation location = ledger.location();
        AuditReport report;
        try (LedgerArchive backup = JdbcArchive.of(file)) {
            report = restore(backup, location, spec.commandLine().getErr());
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("Restored " + Counted.of(report.head().seq(), "transfer") + " of "
                + Counted.of(report.accounts(), "account") + " to " + location);
        out.flush();
        return ExitCode.DONE;
    }

    /// Audits the backup, and makes a ledger of it. Nothing is held during the audit, which may take an hour: a
    /// database ends a transaction that stands still for so long.
    static AuditReport restore(LedgerArchive backup, LedgerLocation location, PrintWriter err)
            throws CliException, NotCreatedException, InterruptedException {
        // Whatever speaks against the place is said before the audit: the ledger is begun there, and given up again.
        begin(location).close();
        AuditReport report;
        try (ProgressBar bar = ProgressBar.on(err, "verified")) {
            report = LedgerAudit.of(backup).reportingTo(bar::at).run();
        }
        if (report.firstWrong().isPresent()) {
            throw LedgerVerifyCommand.wrong(report.firstWrong().get());
        }
        try (LedgerIntake restored = begin(location)) {
            VerifiedCopy.into(restored, backup, err);
        }
        return report;
    }

    private static LedgerIntake begin(LedgerLocation location) throws NotCreatedException {
        return switch (location) {
            case LedgerFile place -> {
                NewFile.requireFree(place.path());
                yield JdbcIntake.restore(place.path());
            }
            case LedgerDatabase database -> JdbcIntake.restore(database.url(), database.password());
        };
    }
}
