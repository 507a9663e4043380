package io.micropay.audit;

import io.micropay.ledger.ArchivedTransfer;
import io.micropay.ledger.LedgerArchive;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Finds out more about a transfer that does not fit the chain.
final class Diagnosis {

    private static final int PAGE = 1_000;

    private final LedgerArchive archive;
    private final JournalWalk walk;
    private final ChainHash chainHash = new ChainHash();

    /// @param walk at the last transfer that was right
    Diagnosis(LedgerArchive archive, JournalWalk walk) {
        this.archive = archive;
        this.walk = walk;
    }

    /// What can be told from the rows behind a transfer that both people have signed.
    ///
    /// @param last the end of the journal
    Optional<String> of(WalkedTransfer wrong, long last) {
        Optional<WalkedTransfer> next =
                archive.transfers(wrong.seq(), last, 1).stream().findFirst().flatMap(walk::peek);
        if (next.isPresent() && follows(next.get(), chainHash.of(walk.hash(), wrong.record()))) {
            return Optional.of("the one after it follows its record: its chain hash was changed");
        }
        Optional<Long> misplaced = misplaced(wrong, last);
        if (misplaced.isPresent()) {
            return Optional.of("the transfer that belongs here stands at " + misplaced.get()
                    + ": the rows are not in their order");
        }
        return next.isPresent() && follows(next.get(), wrong.chainHash())
                ? Optional.of("the one after it follows its chain hash: its record was changed")
                : Optional.empty();
    }

    private boolean follows(WalkedTransfer next, byte[] previousHash) {
        return Arrays.equals(chainHash.of(previousHash, next.record()), next.chainHash());
    }

    /// Where the transfer stands that leads to the chain hash here, or to its own, when it is put here.
    private Optional<Long> misplaced(WalkedTransfer wrong, long last) {
        long after = wrong.seq();
        List<ArchivedTransfer> page;
        do {
            page = archive.transfers(after, last, PAGE);
            for (ArchivedTransfer row : page) {
                if (walk.peek(row).filter(other -> belongs(other, wrong)).isPresent()) {
                    return Optional.of(row.seq());
                }
                after = row.seq();
            }
        } while (page.size() == PAGE);
        return Optional.empty();
    }

    private boolean belongs(WalkedTransfer other, WalkedTransfer wrong) {
        byte[] hash = chainHash.of(walk.hash(), other.record(wrong.seq()));
        return Arrays.equals(hash, other.chainHash()) || Arrays.equals(hash, wrong.chainHash());
    }
}
