package io.micropay.bench;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/// One bar of a small histogram: how many answers took longer than the bar before it, and no longer than this.
///
/// Ends are 1, 2 or 5 times a power of ten, so that bars are alike from run to run.
///
/// @param endMillis in milliseconds
record LatencyBucket(double endMillis, long count) {

    private static final long FIRST_NANOS = 10_000;
    private static final int[] STEPS = {1, 2, 5};

    /// The bars from the first that is not empty to the last.
    static List<LatencyBucket> of(Histogram nanos) {
        List<LatencyBucket> buckets = new ArrayList<>();
        long counted = 0;
        long all = nanos.getTotalCount();
        for (long power = FIRST_NANOS; counted < all; power *= 10) {
            for (int step : STEPS) {
                long upTo = Math.min(all, nanos.getCountBetweenValues(0, power * step));
                if (upTo > 0 && counted < all) {
                    buckets.add(new LatencyBucket(power * step / 1e6, upTo - counted));
                    counted = upTo;
                }
            }
        }
        return buckets;
    }
}
