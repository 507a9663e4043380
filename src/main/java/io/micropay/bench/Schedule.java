package io.micropay.bench;

/// When each caller of a load is to send.
public sealed interface Schedule {

    /// Each caller sends its next request when it has the answer to its last.
    record Closed() implements Schedule {}

    /// All callers together send at a steady rate, in turn, whether or not they have their answers.
    ///
    /// @param perSecond requests of all callers together
    record Open(double perSecond) implements Schedule {
        public Open {
            if (!(perSecond > 0)) {
                throw new IllegalArgumentException("a rate is more than 0, not " + perSecond);
            }
        }
    }
}
