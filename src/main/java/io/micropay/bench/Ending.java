package io.micropay.bench;

/// When the callers of a load stop sending; what is under way then is still answered.
///
/// Shared by the loops of one load.
final class Ending {

    private final long deadline;
    private final boolean withFirst;
    private volatile boolean reached;

    /// @param deadline on the monotonic clock, in nanoseconds
    /// @param withFirst whether all stop when one has nothing left to send, so that none is measured with fewer
    ///     beside it; else each goes on to its own end
    Ending(long deadline, boolean withFirst) {
        this.deadline = deadline;
        this.withFirst = withFirst;
    }

    /// A caller has nothing left.
    void exhausted() {
        if (withFirst) {
            reached = true;
        }
    }

    /// Everybody stops, whatever is left.
    void now() {
        reached = true;
    }

    boolean isReached(long now) {
        return reached || now - deadline >= 0;
    }

    long deadline() {
        return deadline;
    }
}
