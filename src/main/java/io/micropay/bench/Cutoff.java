package io.micropay.bench;

import io.micropay.bench.BenchPlan.Extent;

/// When a load was cut short, if it was: nothing is sent any more, and what has been measured counts.
final class Cutoff {

    private long at;
    private volatile boolean made;

    /// It is cut short now; from any thread.
    synchronized void make() {
        if (!made) {
            at = System.nanoTime();
            made = true;
        }
    }

    boolean isMade() {
        return made;
    }

    /// What is cut short.
    @FunctionalInterface
    interface Load {
        void run() throws BenchException, InterruptedException;
    }

    /// Runs a load that the first interrupt cuts short.
    ///
    /// @param whole what the load makes if none comes
    /// @param into where the load puts what it measures, and whether it was cut short is noted
    /// @throws BenchException also when it was, before anything was measured
    void heed(Interrupts interrupts, Extent whole, Measurement into, Load load)
            throws BenchException, InterruptedException {
        Interrupts.Heed heed = interrupts.heed(this::make);
        try {
            load.run();
        } finally {
            heed.end();
        }
        if (made && !into.reaches(whole)) {
            if (into.attempts() == 0) {
                throw new BenchException(
                        BenchException.Trouble.INTERRUPTED, "interrupted before anything was measured", null);
            }
            into.cutShort();
        }
    }

    /// This, or `deadline` where that is earlier, on the monotonic clock in nanoseconds.
    long orEarlier(long deadline) {
        return made && at - deadline < 0 ? at : deadline;
    }
}
