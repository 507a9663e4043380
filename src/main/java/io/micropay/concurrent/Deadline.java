package io.micropay.concurrent;

import java.time.Duration;
import java.time.Instant;

/// A point on the monotonic clock, which no adjustment of the wall clock moves.
record Deadline(long nanoTime) {

    static Deadline after(Duration timeout) {
        return new Deadline(System.nanoTime() + timeout.toNanos());
    }

    /// The same point as the wall clock tells it just now.
    Instant onWallClock() {
        return Instant.now().plusNanos(nanoTime - System.nanoTime());
    }
}
