package io.micropay.net;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Closes every connection whose peer is late.
///
/// One platform thread looks at all connections ten times a second. It closes the raw socket,
/// which ends a blocked reader and a blocked writer alike; a time-out per read would let a peer
/// dribble for ever.
public final class Watchdog implements AutoCloseable {

    private static final long ROUND_MILLIS = 100;

    private final Deadlines deadlines;
    private final Set<RawSocket> watched = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);

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

    /// Stops watching: the connections that remain have no deadlines any more.
    @Override
    public void close() {
        closed.countDown();
    }

    private void keepWatch() {
        try {
            while (!closed.await(ROUND_MILLIS, TimeUnit.MILLISECONDS)) {
                long now = System.nanoTime();
                watched.removeIf(socket -> socket.closeIfLate(now));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
