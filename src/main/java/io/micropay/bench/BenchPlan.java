package io.micropay.bench;

import io.micropay.crypto.KeyKind;
import java.time.Duration;

/// What is to be measured.
///
/// @param accounts how many accounts there are: with payments all of them pay, and those of the connections are paid
/// @param warmUp for how long the load runs before it counts
public record BenchPlan(
        BenchMode mode, Schedule schedule, Extent extent, int connections, int accounts, KeyKind key, Duration warmUp) {

    /// How much of it.
    public sealed interface Extent {

        /// So many requests.
        record Requests(long count) implements Extent {
            public Requests {
                if (count < 1) {
                    throw new IllegalArgumentException("the number of requests must be at least 1, not " + count);
                }
            }
        }

        /// As many as there are in this time.
        record Time(Duration duration) implements Extent {
            public Time {
                if (!duration.isPositive()) {
                    throw new IllegalArgumentException("the duration must be more than 0, not " + duration);
                }
            }
        }
    }

    public BenchPlan {
        if (connections < 1) {
            throw new IllegalArgumentException("the number of connections must be at least 1, not " + connections);
        }
        if (mode == BenchMode.PAYMENTS && accounts < Math.max(2, connections)) {
            throw new IllegalArgumentException("the number of accounts must be at least 2, and one for each of "
                    + connections + " connections, not " + accounts);
        }
        if (warmUp.isNegative()) {
            throw new IllegalArgumentException("the warm-up must not be negative");
        }
    }
}
