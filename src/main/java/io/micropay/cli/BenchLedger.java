package io.micropay.cli;

import io.micropay.audit.AuditReport;
import io.micropay.audit.KeptReceipt;
import io.micropay.audit.LedgerAudit;
import io.micropay.bench.Acknowledged;
import io.micropay.ledger.LedgerArchive;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/// The ledger of a bench's own server, looked at before and after: nothing that was acknowledged may be missing in it,
/// and nothing else may be there.
final class BenchLedger {

    private final LedgerLocation location;
    private final long bytesBefore;
    private final long transfersBefore;
    private final String id;

    private BenchLedger(LedgerLocation location, long bytesBefore, long transfersBefore, String id) {
        this.location = location;
        this.bytesBefore = bytesBefore;
        this.transfersBefore = transfersBefore;
        this.id = id;
    }

    /// The ledger as the server has opened it, before anything comes to it.
    static BenchLedger before(LedgerLocation location) throws CliException, IOException {
        try (LedgerArchive archive = LedgerArchives.open(location);
                LedgerArchive.Snapshot snapshot = archive.snapshot()) {
            String id = snapshot.ledgerId().orElse("");
            return new BenchLedger(location, bytes(location), snapshot.head().seq(), id);
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

    /// Audits the whole ledger as `micropay ledger verify` does, against the last receipt, which covers all before it,
    /// and counts what has come.
    ///
    /// @param known what must be there
    void verify(Acknowledged known, PrintWriter err) throws CliException, InterruptedException {
        AuditReport report;
        try (LedgerArchive archive = LedgerArchives.open(location);
                ProgressBar bar = ProgressBar.on(err, "verified")) {
            List<KeptReceipt> last = known.last().stream()
                    .map(receipt -> new KeptReceipt("of the last payment", id, receipt, Set.of()))
                    .toList();
            report = LedgerAudit.of(archive).against(last).reportingTo(bar::at).run();
        }
        if (report.firstWrong().isPresent()) {
            throw new CliException(
                    "the ledger is wrong: " + report.firstWrong().get(),
                    "what the server acknowledged is not what it keeps",
                    ExitCode.REFUSED);
        }
        long come = report.head().seq() - transfersBefore;
        long expected = known.payments() + known.deposits();
        if (come < expected || come > expected + known.undecided()) {
            throw new CliException(
                    "the ledger has " + come + " new transfers, but the server acknowledged " + known.payments()
                            + " payments and " + known.deposits() + " opening deposits"
                            + (known.undecided() == 0 ? "" : ", and left open " + known.undecided()),
                    come < expected ? "payments are lost" : "there are payments that nobody was told of",
                    ExitCode.REFUSED);
        }
    }
}
