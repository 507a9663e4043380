package io.micropay.ledger;

import java.time.Clock;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/// The clock of `committed at`: the process's own, or that of the store which servers share; held back from ever
/// going back.
final class LedgerClock {

    private final Clock wall;
    private final AtomicLong latest;

    /// @param reached what the clock must not fall behind
    LedgerClock(Clock wall, long reached) {
        this.wall = wall;
        this.latest = new AtomicLong(reached);
    }

    /// Milliseconds since 1970, never less than before.
    ///
    /// @param storeTime the store's clock, if it has one
    long now(OptionalLong storeTime) {
        long now = storeTime.isPresent() ? storeTime.getAsLong() : wall.millis();
        return latest.accumulateAndGet(now, Math::max);
    }

    /// The process's own time, without a promise that the next is no less.
    long glance() {
        return Math.max(wall.millis(), latest.get());
    }
}
