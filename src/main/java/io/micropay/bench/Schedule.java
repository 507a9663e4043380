package io.micropay.bench;

/// When each caller of a load is to send.
public sealed interface Schedule {

    /// Each caller sends its next request when it has the answer to its last.
    record Closed() implements Schedule {}

    /// All callers together send at a steady rate, in turn; one that waits for its answer is late.
    ///
    /// @param perSecond requests of all callers together
    record Open(double perSecond) implements Schedule {

        private static final long PER_SECOND_MAX = 1_000_000;

        public Open {
            if (!(perSecond > 0 && perSecond <= PER_SECOND_MAX)) {
                throw new IllegalArgumentException(
                        "a rate is more than 0 and at most " + PER_SECOND_MAX + " a second, not " + perSecond);
            }
        }
    }
}
