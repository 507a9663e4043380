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

    void decide(PendingDay command) {
        SettledDay proposal = command.proposal();
        if (proposal != null && isOver(command.key()) && settled.putIfAbsent(command.key(), proposal) == null) {
            changes.settle(command.key(), proposal);
        }
        SettledDay found = settled.get(command.key());
        if (found == null) {
            command.answerOpen();
        } else {
            command.answer(found);
        }
    }

    /// Whoever asked for the file may have gone by a clock that has been set right since.
    private boolean isOver(DayKey key) {
        return new UtcDay(key.date()).isOverAt(changes.decidedAt());
    }
}
