package io.micropay.net;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// The connections whose handshake is not over, in order of arrival, and not more than a limit.
///
/// One too many closes another, so that a flood of silent clients locks nobody out: the oldest
/// that has sent nothing yet, or else the oldest.
final class PendingHandshakes {

    private final int max;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<RawSocket> pending = new LinkedHashSet<>();

    PendingHandshakes(int max) {
        if (max < 1) {
            throw new IllegalArgumentException("at least one handshake must be possible, not " + max);
        }
        this.max = max;
    }

    void begin(RawSocket socket) {
        lock.lock();
        try {
            if (pending.size() >= max) {
                evictOne();
            }
            pending.add(socket);
        } finally {
            lock.unlock();
        }
    }

    void end(RawSocket socket) {
        lock.lock();
        try {
            pending.remove(socket);
        } finally {
            lock.unlock();
        }
    }

    private void evictOne() {
        RawSocket victim = pending.stream()
                .filter(socket -> !socket.hasSpoken())
                .findFirst()
                .orElseGet(() -> pending.iterator().next());
        pending.remove(victim);
        victim.abort();
    }
}
