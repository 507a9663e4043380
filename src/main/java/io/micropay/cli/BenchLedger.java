package io.micropay.cli;

import io.micropay.audit.AuditReport;
import io.micropay.audit.LedgerAudit;
import io.micropay.bench.BenchResult;
import io.micropay.ledger.LedgerArchive;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// The ledger of a bench's own server, looked at before and after: nothing that was acknowledged may be missing in it,
/// and nothing else may be there.
final class BenchLedger {

    private final LedgerLocation location;
    private final long bytesBefore;
    private final long transfersBefore;

    private BenchLedger(LedgerLocation location, long bytesBefore, long transfersBefore) {
        this.location = location;
        this.bytesBefore = bytesBefore;
        this.transfersBefore = transfersBefore;
    }

    /// The ledger as the server has opened it, before anything comes to it.
    static BenchLedger before(LedgerLocation location) throws CliException, IOException {
        return new BenchLedger(location, bytes(location), transfers(location));
    }

    private static long transfers(LedgerLocation location) throws CliException {
        try (LedgerArchive archive = LedgerArchives.open(location);
                LedgerArchive.Snapshot snapshot = archive.snapshot()) {
            return snapshot.head().seq();
        }
    }

    /// What the ledger's file and those beside it take; nothing where it is not a file.
    private static long bytes(LedgerLocation location) throws IOException {
        if (!(location instanceof LedgerLocation.LedgerFile file)) {
            return 0;
        }
        String name = String.valueOf(file.path().getFileName());
        Path folder = file.path().toAbsolutePath().getParent();
        try (Stream<Path> files = Files.list(folder)) {
            long sum = 0;
            for (Path beside : files.toList()) {
                sum += String.valueOf(beside.getFileName()).startsWith(name) ? Files.size(beside) : 0;
            }
            return sum;
        }
    }

    /// By how much it has grown; empty where it is not a file.
    OptionalLong grown() throws IOException {
        return location instanceof LedgerLocation.LedgerFile
                ? OptionalLong.of(bytes(location) - bytesBefore)
                : OptionalLong.empty();
    }

    /// Audits the whole ledger as `micropay ledger verify` does, and counts what has come to it.
    ///
    /// @param made what a bench knows of
    void verify(BenchResult.Checks made, PrintWriter err) throws CliException, InterruptedException {
        AuditReport report;
        try (LedgerArchive archive = LedgerArchives.open(location);
                ProgressBar bar = ProgressBar.on(err, "verified")) {
            report = LedgerAudit.of(archive).reportingTo(bar::at).run();
        }
        if (report.firstWrong().isPresent()) {
            throw new CliException(
                    "the ledger is wrong: " + report.firstWrong().get(),
                    "what the server acknowledged is not what it keeps",
                    ExitCode.REFUSED);
        }
        long come = report.head().seq() - transfersBefore;
        long expected = made.payments() + made.deposits();
        if (come != expected) {
            throw new CliException(
                    "the ledger has " + come + " new transfers, but the server acknowledged " + made.payments()
                            + " payments and " + made.deposits() + " opening deposits",
                    come < expected ? "payments are lost" : "there are payments that nobody was told of",
                    ExitCode.REFUSED);
        }
    }
}
