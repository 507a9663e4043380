package io.micropay.cli;

import io.micropay.audit.AuditReport;
import io.micropay.audit.LedgerAudit;
import io.micropay.ledger.ChainHead;
import io.micropay.ledger.LedgerArchive;
import io.micropay.ledger.LedgerCopy;
import io.micropay.ledger.LedgerIntake;
import java.io.PrintWriter;
import java.util.Arrays;

/// Copies a ledger, and looks at the copy before it counts.
final class VerifiedCopy {

    private VerifiedCopy() {}

    /// @return what was found in the copy, which is right
    /// @throws CliException when the ledger that is copied is wrong; then there is no copy
    static AuditReport into(LedgerIntake intake, LedgerArchive from, PrintWriter err)
            throws CliException, InterruptedException {
        ChainHead head;
        try (ProgressBar bar = ProgressBar.on(err, "copied")) {
            head = LedgerCopy.copy(from, intake, bar::at);
        }
        AuditReport report;
        try (ProgressBar bar = ProgressBar.on(err, "checked")) {
            report = LedgerAudit.of(intake.written())
                    .withoutSignatures()
                    .reportingTo(bar::at)
                    .run();
        }
        if (report.firstWrong().isPresent()) {
            throw LedgerVerifyCommand.wrong(report.firstWrong().get());
        }
        if (!Arrays.equals(report.head().hash(), head.hash())) {
            throw new CliException("the copy is not like the ledger", "check the disk", ExitCode.IO_ERROR);
        }
        intake.complete();
        return report;
    }
}
