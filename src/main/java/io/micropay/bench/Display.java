package io.micropay.bench;

import java.time.Duration;

/// Where a person sees how far a bench is.
public interface Display {

    /// Something that takes a while and has begun.
    interface Step extends AutoCloseable {

        /// So many more are done; from any thread.
        void advance(int count);

        /// One more is done; from any thread.
        default void advance() {
            advance(1);
        }

        /// All is done, or no more will be.
        @Override
        void close();
    }

    /// Shows that something has begun.
    ///
    /// @param all how much there is to do
    Step begin(String what, long all);

    /// Shows that something has begun that ends after a time.
    Step begin(String what, Duration time);

    /// Shows that something has begun that goes so far.
    default Step begin(String what, BenchPlan.Extent extent) {
        return switch (extent) {
            case BenchPlan.Extent.Requests requests -> begin(what, requests.count());
            case BenchPlan.Extent.Time time -> begin(what, time.duration());
        };
    }
}
