package io.micropay.bench;

import io.micropay.crypto.KeyKind;
import java.time.Duration;

/// What is to be measured.
///
/// @param accounts how many accounts pay; those of the connections are among them
/// @param warmUp for how long the load runs before it counts
public record BenchPlan(Schedule schedule, Extent extent, int connections, int accounts, KeyKind key, Duration warmUp) {

    /// How much of it.
    public sealed interface Extent {
        record Requests(long count) implements Extent {}

        record Time(Duration duration) implements Extent {}
    }

    public BenchPlan {
        if (connections < 1) {
            throw new IllegalArgumentException("the number of connections must be at least 1, not " + connections);
        }
        if (accounts < connections || accounts < 2) {
            throw new IllegalArgumentException(
                    "the number of accounts must be at least that of the connections, and 2," + " not " + accounts);
        }
    }
}
