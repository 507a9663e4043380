package io.micropay.net;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Closes every connection whose peer is late.
///
/// One platform thread looks at all connections ten times a second. It closes the raw socket,
/// which ends a blocked reader and a blocked writer alike; a time-out per read would let a peer
/// dribble for ever.
public final class Watchdog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

    private static final long ROUND_NANOS = 100_000_000;

    private final Deadlines deadlines;
    private final Set<RawSocket> watched = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private Watchdog(Deadlines deadlines) {
        this.deadlines = deadlines;
    }

    /// Starts a watchdog that keeps the deadlines.
    public static Watchdog start(Deadlines deadlines) {
        var watchdog = new Watchdog(deadlines);
        Thread.ofPlatform().daemon().name("micropay-watchdog").start(watchdog::keepWatch);
        return watchdog;
    }

    /// The deadlines it keeps.
    public Deadlines deadlines() {
        return deadlines;
    }

    /// A deadline that begins now.
    Due due(Deadline deadline) {
        return Due.in(deadlines.of(deadline), deadline);
    }

    /// When the next bytes are due of a block that began to come then.
    Due blockDue(long startNanos, int bytesHere) {
        return new Due(Deadline.BLOCK, startNanos + deadlines.ofBlock(bytesHere).toNanos());
    }

    void watch(RawSocket socket) {
        watched.add(socket);
    }

    void forget(RawSocket socket) {
        watched.remove(socket);
    }

    /// How many connections are watched.
    int watched() {
        return watched.size();
    }

    /// Watches those that are open until they have ended, and nothing that comes later.
    @Override
    public void close() {
        closed = true;
    }

    private void keepWatch() {
        while (!closed || !watched.isEmpty()) {
            LockSupport.parkNanos(ROUND_NANOS);
            try {
                long now = System.nanoTime();
                watched.removeIf(socket -> socket.closeIfLate(now));
            } catch (RuntimeException | OutOfMemoryError fault) {
                // Without its watchdog, the process would keep every dead connection for ever.
                LOG.error("the watchdog failed in one round", fault);
            }
        }
    }
}
