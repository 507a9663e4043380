package io.micropay.audit;

import io.micropay.ledger.LedgerArchive;
import io.micropay.ledger.LedgerException;
import io.micropay.ledger.Progress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/// Audits a whole ledger, and names the first row that is wrong.
///
/// Servers may go on writing it meanwhile. What it takes in memory grows with the accounts and the settled days, and
/// with the journal by a quarter of a byte for each transfer.
public final class LedgerAudit {

    private final LedgerArchive archive;
    private final List<KeptReceipt> receipts;
    private final boolean withSignatures;
    private final Progress progress;
    private final Optional<SettlementAudit> settlements;

    /// What settled days are held against.
    record SettlementAudit(X509Certificate authority, SettledFiles files) {}

    private LedgerAudit(
            LedgerArchive archive,
            List<KeptReceipt> receipts,
            boolean withSignatures,
            Progress progress,
            Optional<SettlementAudit> settlements) {
        this.archive = archive;
        this.receipts = receipts;
        this.withSignatures = withSignatures;
        this.progress = progress;
        this.settlements = settlements;
    }

    /// Everything there is to check.
    public static LedgerAudit of(LedgerArchive archive) {
        return new LedgerAudit(archive, List.of(), true, Progress.NONE, Optional.empty());
    }

    /// The same, held against what people have kept. The receipts must have been read before the audit begins.
    public LedgerAudit against(List<KeptReceipt> kept) {
        return new LedgerAudit(archive, List.copyOf(kept), withSignatures, progress, settlements);
    }

    /// The same, with the settled days, which are looked at if this is the ledger's CA.
    ///
    /// @param files what there is beside the ledger
    public LedgerAudit withSettlements(X509Certificate authority, SettledFiles files) {
        return new LedgerAudit(
                archive, receipts, withSignatures, progress, Optional.of(new SettlementAudit(authority, files)));
    }

    /// The same without the signatures of payments, which take most of the time: enough for a copy of what was
    /// verified.
    public LedgerAudit withoutSignatures() {
        return new LedgerAudit(archive, receipts, false, progress, settlements);
    }

    /// The same, telling how far it has come.
    public LedgerAudit reportingTo(Progress listener) {
        return new LedgerAudit(archive, receipts, withSignatures, listener, settlements);
    }

    /// Runs the audit, up to the transfer that is the last one now.
    ///
    /// @throws LedgerException when the ledger cannot be read
    public AuditReport run() throws InterruptedException {
        return AuditRun.of(archive, receipts, withSignatures, progress, settlements)
                .report();
    }
}
