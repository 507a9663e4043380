package io.micropay.audit;

import io.micropay.audit.WrongRow.Table;
import io.micropay.ledger.BatchChanges.HistoryMark;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The marks by which a history is entered in its middle, held against the transfers that must be marked.
final class Marks {

    private final Accounts accounts;
    private final Map<Long, Integer> counts = new HashMap<>();
    private Optional<WrongRow> firstWrong = Optional.empty();

    Marks(Accounts accounts) {
        this.accounts = accounts;
    }

    /// Takes the marks on record, by account and then in order.
    void add(HistoryMark mark) {
        int index = counts.merge(mark.account(), 1, Integer::sum) - 1;
        boolean expected = accounts.account(mark.account())
                .filter(account -> index < account.markCount() && account.mark(index) == mark.seq())
                .isPresent();
        if (!expected && firstWrong.isEmpty()) {
            firstWrong = Optional.of(wrong(mark.account(), mark.seq()));
        }
    }

    private WrongRow wrong(long account, long seq) {
        return new WrongRow(
                Table.HISTORY_MARK, account, accounts.name(account), "its marks are wrong at transfer " + seq);
    }

    /// The first account that has a wrong mark, or lacks one.
    Optional<WrongRow> firstWrong() {
        return firstWrong.or(() -> accounts.all().stream()
                .filter(account -> counts.getOrDefault(account.number(), 0) < account.markCount())
                .findFirst()
                .map(account -> wrong(account.number(), account.mark(counts.getOrDefault(account.number(), 0)))));
    }
}
