package io.micropay.ledger;

import io.micropay.ledger.LedgerArchive.Snapshot;
import java.util.List;

/// Copies a whole ledger as it stands at one moment, row by row, from any store to any other.
public final class LedgerCopy {

    private static final int PAGE = 1_000;

    private LedgerCopy() {}

    /// Copies everything, and returns the end of the chain that was copied.
    ///
    /// @throws LedgerException when a row cannot be read or taken in
    public static ChainHead copy(LedgerArchive from, LedgerIntake to, Progress progress) {
        ChainHead head;
        try (Snapshot snapshot = from.snapshot()) {
            // The first query decides which moment it is.
            head = snapshot.head();
            snapshot.ledgerId().ifPresent(to::bind);
            snapshot.accounts(to::accounts);
            snapshot.positions(to::positions);
            snapshot.refusals(to::refusals);
            snapshot.cancellations(to::cancellations);
            to.shopStart(snapshot.shopStart());
            snapshot.shops(to::shops);
            snapshot.items(to::items);
            snapshot.settlements(to::settlements);
        }
        copyJournal(from, to, head.seq(), progress);
        from.marks(head.seq(), to::marks);
        return head;
    }

    private static void copyJournal(LedgerArchive from, LedgerIntake to, long last, Progress progress) {
        long seq = 0;
        List<ArchivedTransfer> page = from.transfers(seq, last, PAGE);
        while (!page.isEmpty()) {
            to.transfers(page);
            to.sales(from.sales(seq, page.getLast().seq()));
            seq = page.getLast().seq();
            progress.at(seq, last);
            page = from.transfers(seq, last, PAGE);
        }
    }
}
