package io.micropay.ledger;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The commands that wait for the writer: bounded, in order of arrival.
final class CommandQueue {

    /// So many make a batch that costs each of them little: none is waited for beyond them.
    private static final int ENOUGH = 96;

    private final int waitingMax;
    private final int batchMax;
    private final ArrayDeque<Pending<?>> waiting;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /// How many must be waiting for the taker to be woken.
    private int awaited = 1;

    private boolean closed;

    /// @param waitingMax how many commands may wait; more are turned away
    /// @param batchMax how many are taken together
    CommandQueue(int waitingMax, int batchMax) {
        this.waitingMax = waitingMax;
        this.batchMax = batchMax;
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
            if (waiting.size() == awaited) {
                changed.signal();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Takes the commands that wait, as many as make a batch; waits for the first. Empty once the queue is closed and
    /// nothing is left.
    ///
    /// @param restNanos for how long commands may gather first, unless enough wait or the queue is closed
    List<Pending<?>> take(long restNanos) {
        lock.lock();
        try {
            gather(restNanos);
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

    private void gather(long restNanos) {
        awaited = Math.min(batchMax, ENOUGH);
        try {
            long nanos = restNanos;
            while (waiting.size() < awaited && !closed && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        } finally {
            awaited = 1;
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
