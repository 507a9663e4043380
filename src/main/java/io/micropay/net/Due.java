package io.micropay.net;

import java.time.Duration;

/// A deadline at its point of the monotonic clock.
///
/// @param nanos as `System.nanoTime` counts, so compared by difference only
record Due(Deadline deadline, long nanos) {

    static Due in(Duration duration, Deadline deadline) {
        return new Due(deadline, System.nanoTime() + duration.toNanos());
    }

    boolean isPast(long now) {
        return now - nanos >= 0;
    }
}
