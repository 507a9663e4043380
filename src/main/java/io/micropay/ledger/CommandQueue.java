package io.micropay.ledger;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The commands that wait for the writer: bounded, in order of arrival.
final class CommandQueue {

    private final int waitingMax;
    private final ArrayDeque<Pending<?>> waiting;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean closed;

    CommandQueue(int waitingMax) {
        this.waitingMax = waitingMax;
        this.waiting = new ArrayDeque<>();
    }

    /// Adds a command; false when the queue is full or closed.
    boolean offer(Pending<?> command) {
        lock.lock();
        try {
            if (closed || waiting.size() == waitingMax) {
                return false;
            }
            waiting.add(command);
            if (waiting.size() == 1) {
                changed.signal();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Takes the next commands, at most `batchMax`; waits for the first. Empty once the queue is closed and nothing
    /// is left.
    List<Pending<?>> take(int batchMax) {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            List<Pending<?>> batch = new ArrayList<>(Math.min(waiting.size(), batchMax));
            while (!waiting.isEmpty() && batch.size() < batchMax) {
                batch.add(waiting.remove());
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until the queue is closed, at most so long.
    ///
    /// @return whether it is closed
    boolean awaitClosed(long millis) {
        lock.lock();
        try {
            long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
            while (!closed && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            return closed;
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /// Lets nothing more in; what waits is still taken.
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }
}
