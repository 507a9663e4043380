package io.micropay.bench;

import io.micropay.bench.BenchPlan.Extent;
import java.time.Duration;

/// When the callers of a load stop sending; what is under way then is still answered.
///
/// Shared by the loops of one load. The time begins with [#begin].
final class Ending {

    private static final Duration HOUR = Duration.ofHours(1);

    private final Duration limit;
    private final boolean withFirst;
    private final Cutoff cutoff;
    private volatile long deadline;

    private Ending(Duration limit, boolean withFirst, Cutoff cutoff) {
        this.limit = limit;
        this.withFirst = withFirst;
        this.cutoff = cutoff;
    }

    /// When each caller has asked all it has, or the time is over.
    static Ending whenAllIsAsked(Duration limit) {
        return new Ending(limit, false, new Cutoff());
    }

    /// When each caller has asked all it has.
    static Ending whenAllIsAsked() {
        return whenAllIsAsked(HOUR);
    }

    /// After a time, and at the latest when one caller has nothing left: with fewer beside it, the others would be
    /// served faster.
    static Ending after(Duration limit) {
        return new Ending(limit, true, new Cutoff());
    }

    /// When so much was made, or the load is cut short.
    static Ending of(Extent extent, Cutoff cut) {
        Ending whole = switch (extent) {
            case Extent.Requests requests -> whenAllIsAsked();
            case Extent.Time time -> after(time.duration());
        };
        return whole.orEarlier(cut);
    }

    /// The same, or when the load is cut short.
    Ending orEarlier(Cutoff cut) {
        return new Ending(limit, withFirst, cut);
    }

    /// The time begins.
    ///
    /// @param now on the monotonic clock, in nanoseconds
    void begin(long now) {
        deadline = now + limit.toNanos();
    }

    /// A caller has nothing left.
    void exhausted(long now) {
        if (withFirst && !isReached(now)) {
            deadline = now;
        }
    }

    /// The callers stop now, whatever they have left: one of them has failed.
    void stop(long now) {
        deadline = now;
    }

    boolean isReached(long now) {
        return now - deadline() >= 0;
    }

    /// Whether what has not been sent then never will be.
    boolean isByTime() {
        return withFirst || cutoff.isMade();
    }

    long deadline() {
        return cutoff.orEarlier(deadline);
    }
}
