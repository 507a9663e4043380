package io.micropay.net.dtls;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Datagrams of one peer that wait for its thread. What does not fit is dropped, as a network would.
final class Inbox {

    /// Two flights of a handshake, message by message.
    static final int DATAGRAMS_MAX = 16;

    /// Two flights with the longest certificates, and more requests than anybody has under way.
    static final int BYTES_MAX = 16_384;

    /// Wakes the thread that waits; no datagram that is kept is empty.
    private static final byte[] END = new byte[0];

    private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(DATAGRAMS_MAX);
    private final AtomicInteger bytes = new AtomicInteger();
    private volatile boolean ended;

    /// Called by one thread alone. Returns whether there was room.
    boolean offer(byte[] datagram) {
        if (bytes.get() + datagram.length > BYTES_MAX || !waiting.offer(datagram)) {
            return false;
        }
        bytes.addAndGet(datagram.length);
        return true;
    }

    /// The next datagram; null when none comes in time.
    ///
    /// @throws AssociationEndedException when no more are taken
    byte @Nullable [] poll(int waitMillis) throws AssociationEndedException {
        try {
            byte[] next = ended ? END : waiting.poll(waitMillis, TimeUnit.MILLISECONDS);
            if (ended) {
                throw new AssociationEndedException();
            }
            if (next != null) {
                bytes.addAndGet(-next.length);
            }
            return next;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssociationEndedException();
        }
    }

    /// From any thread: nothing more is taken, and whoever waits is told so.
    void end() {
        ended = true;
        waiting.clear();
        // Another datagram in this place wakes the reader as well.
        waiting.offer(END);
    }
}
