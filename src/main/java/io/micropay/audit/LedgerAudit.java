package io.micropay.audit;

import io.micropay.ledger.LedgerArchive;
import io.micropay.ledger.LedgerException;
import io.micropay.ledger.Progress;
import java.util.List;

/// Audits a whole ledger, and names the first row that is wrong.
///
/// Servers may go on writing it meanwhile. What it takes in memory grows with the accounts, not with the journal.
public final class LedgerAudit {

    private final LedgerArchive archive;
    private final List<KeptReceipt> receipts;
    private final boolean withSignatures;
    private final Progress progress;

    private LedgerAudit(LedgerArchive archive, List<KeptReceipt> receipts, boolean withSignatures, Progress progress) {
        this.archive = archive;
        this.receipts = receipts;
        this.withSignatures = withSignatures;
        this.progress = progress;
    }

    /// Everything there is to check.
    public static LedgerAudit of(LedgerArchive archive) {
        return new LedgerAudit(archive, List.of(), true, Progress.NONE);
    }

    /// The same, held against what people have kept. The receipts must have been read before the audit begins.
    public LedgerAudit against(List<KeptReceipt> kept) {
        return new LedgerAudit(archive, List.copyOf(kept), withSignatures, progress);
    }

    /// The same without people's signatures, which take most of the time: enough for a copy of what was verified.
    public LedgerAudit withoutSignatures() {
        return new LedgerAudit(archive, receipts, false, progress);
    }

    /// The same, telling how far it has come.
    public LedgerAudit reportingTo(Progress listener) {
        return new LedgerAudit(archive, receipts, withSignatures, listener);
    }

    /// Runs the audit, up to the transfer that is the last one now.
    ///
    /// @throws LedgerException when the ledger cannot be read
    public AuditReport run() throws InterruptedException {
        return AuditRun.of(archive, receipts, withSignatures, progress).report();
    }
}
