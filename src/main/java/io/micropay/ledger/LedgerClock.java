package io.micropay.ledger;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/// The clock of `committed at`: the wall clock, held back from ever going back.
final class LedgerClock {

    private final Clock wall;
    private final AtomicLong latest;

    /// @param committedAt what the clock must not fall behind: the last `committed at` in the ledger
    LedgerClock(Clock wall, long committedAt) {
        this.wall = wall;
        this.latest = new AtomicLong(committedAt);
    }

    /// Milliseconds since 1970, never less than before.
    long now() {
        return latest.accumulateAndGet(wall.millis(), Math::max);
    }
}
