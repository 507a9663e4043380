package io.micropay.ledger;

import io.micropay.money.UtcDay;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Decides what one batch does to merchants' days: the first file settles a day that is over, and no other ever does.
final class DayDecision {

    private final BatchChanges changes;
    private final Map<DayKey, SettledDay> settled = new HashMap<>();
    private boolean foundOnRecord;

    DayDecision(BatchChanges changes) {
        this.changes = changes;
    }

    /// Asks for all that the batch has to know at once; of a batch without days the store is asked nothing.
    void lookUp(List<Pending<?>> batch, LedgerStore.Batch stored) throws StoreBusyException, BatchLostException {
        Set<DayKey> days = batch.stream()
                .filter(PendingDay.class::isInstance)
                .map(day -> ((PendingDay) day).key())
                .collect(Collectors.toSet());
        if (!days.isEmpty()) {
            settled.putAll(stored.settledDays(days));
            foundOnRecord = !settled.isEmpty();
        }
    }

    /// Whether an answer hangs on what an earlier batch has left on record.
    boolean hasFoundOnRecord() {
        return foundOnRecord;
    }

    /// Whoever asked for the file may have gone by a clock that has been set right since.
    void decide(PendingDay command) {
        DayKey key = command.key();
        SettledDay found = settled.get(key);
        SettledDay proposal = command.proposal();
        if (found != null) {
            command.answer(found);
        } else if (!new UtcDay(key.date()).isOverAt(changes.decidedAt())) {
            command.answerNotOver();
        } else if (proposal == null) {
            command.answerOpen();
        } else {
            settled.put(key, proposal);
            changes.settle(key, proposal);
            command.answer(proposal);
        }
    }
}
