package io.micropay.net;

import io.micropay.jfr.WorkerWaitEvent;
import java.io.EOFException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/// A client's worker, or its place in the queue for one.
///
/// ```
/// WAITING → WORKING
///    ↓         ↓
///       GIVEN_UP
/// ```
/// The permit is taken on the way to WORKING and given back on the way from it, once.
public final class Place implements AutoCloseable {

    private enum State {
        WAITING,
        WORKING,
        GIVEN_UP
    }

    private final FairPermits permits;
    private final int ahead;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private final CountDownLatch settled = new CountDownLatch(1);
    private final Thread waiter;

    /// @param ahead clients before this one
    Place(FairPermits permits, int ahead) {
        this.permits = permits;
        this.ahead = ahead;
        this.waiter = Thread.ofVirtual().name("place").unstarted(this::waitForWorker);
    }

    /// The place of a client that found a permit, which is taken already.
    static Place atWork(FairPermits permits) {
        var place = new Place(permits, 0);
        place.settle(State.WORKING);
        return place;
    }

    /// Whether the client has its worker.
    public boolean assigned() {
        return state.get() == State.WORKING;
    }

    /// Clients that were before this one when it came; 0 without a wait.
    public int ahead() {
        return ahead;
    }

    /// Waits until the client has its worker.
    ///
    /// @throws EOFException when the client left
    public void await() throws EOFException, InterruptedException {
        settled.await();
        if (!assigned()) {
            throw new EOFException("the client left while it waited");
        }
    }

    /// From any thread: the client leaves, if it still waits.
    public void leave() {
        if (settle(State.GIVEN_UP)) {
            waiter.interrupt();
        }
    }

    /// Leaves the queue, or gives the worker back; a second time does nothing.
    @Override
    public void close() {
        leave();
        if (state.compareAndSet(State.WORKING, State.GIVEN_UP)) {
            permits.release();
        }
    }

    /// Returns when the place in the queue is taken.
    @SuppressWarnings("ThreadPriorityCheck") // The waiter needs a processor to get into the queue.
    void queue() {
        waiter.start();
        while (!permits.isAwaitedBy(waiter) && state.get() == State.WAITING) {
            Thread.yield();
        }
    }

    private void waitForWorker() {
        var event = new WorkerWaitEvent();
        event.ahead = ahead;
        event.begin();
        try {
            permits.acquire();
            event.assigned = settle(State.WORKING);
            if (!event.assigned) {
                permits.release();
            }
        } catch (InterruptedException left) {
            // The client gave its place up: the queue is shorter by one.
        } finally {
            event.commit();
        }
    }

    private boolean settle(State outcome) {
        boolean first = state.compareAndSet(State.WAITING, outcome);
        if (first) {
            settled.countDown();
        }
        return first;
    }
}
