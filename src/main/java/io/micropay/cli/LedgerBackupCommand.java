package io.micropay.cli;

import io.micropay.audit.AuditReport;
import io.micropay.client.shell.Counted;
import io.micropay.files.NewFile;
import io.micropay.files.NotCreatedException;
import io.micropay.ledger.LedgerArchive;
import io.micropay.ledger.LedgerIntake;
import io.micropay.ledger.jdbc.JdbcIntake;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `micropay ledger backup`: a copy of a ledger, as it stands at one moment, while servers go on.
@Command(
        name = "backup",
        description = "Copy a ledger, as it stands now, to a SQLite file.",
        footer = {
            "",
            "Servers may go on meanwhile. The copy is checked but for people's signatures, and appears in its place"
                    + " when it is whole and durable. It is a ledger like any other: verify it, or restore it.",
            "",
            "Exit codes: 0 done, 1 the ledger is wrong, 2 wrong usage, 69 the database is out of reach, 73 the file"
                    + " cannot be made, 74 the ledger cannot be read, or the copy not written, 78 the database does not"
                    + " let you in, or a password file does not fit."
        })
final class LedgerBackupCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The copy, which must not be there yet.")
    private Path file;

    @Mixin
    private LedgerOption ledger;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CliException, NotCreatedException, InterruptedException {
        NewFile.requirePlace(file);
        AuditReport report;
        try (LedgerArchive archive = LedgerArchives.open(ledger.location());
                LedgerIntake copy = JdbcIntake.backup(file)) {
            report = VerifiedCopy.into(copy, archive, spec.commandLine().getErr());
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("Backed up " + Counted.of(report.head().seq(), "transfer") + " of "
                + Counted.of(report.accounts(), "account") + " to " + file);
        out.flush();
        return ExitCode.DONE;
    }
}
