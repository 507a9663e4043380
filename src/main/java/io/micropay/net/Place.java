package io.micropay.net;

import io.micropay.jfr.WorkerWaitEvent;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A client's worker, or its place in the queue for one.
///
/// ```
/// WAITING → WORKING
///    ↓         ↓
///       GIVEN UP
/// ```
/// The permit is taken on the way to WORKING and given back on the way from it, once.
public final class Place implements AutoCloseable {

    private enum State {
        WAITING,
        WORKING,
        GIVEN_UP
    }

    private final FairPermits permits;
    private final Greeting greeting;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private final CountDownLatch told = new CountDownLatch(1);
    private final CountDownLatch greeted = new CountDownLatch(1);
    private final WorkerWaitEvent event = new WorkerWaitEvent();
    private volatile @Nullable Thread waiter;
    private volatile @Nullable IOException failure;
    private int ahead;

    Place(FairPermits permits, Greeting greeting) {
        this.permits = permits;
        this.greeting = greeting;
    }

    /// Whether the client has its worker and was told so.
    public boolean assigned() {
        return greeted.getCount() == 0;
    }

    /// Clients that were before this one when it came; 0 without a wait.
    public int ahead() {
        return ahead;
    }

    /// Waits until the client has its worker and was told so.
    ///
    /// @throws IOException when the client could not be told
    public void await() throws IOException, InterruptedException {
        greeted.await();
        IOException untold = failure;
        if (untold != null) {
            throw untold;
        }
    }

    /// Leaves the queue, or gives the worker back; a second time does nothing.
    @Override
    public void close() {
        Thread waiting = waiter;
        if (state.compareAndSet(State.WAITING, State.GIVEN_UP)) {
            if (waiting != null) {
                waiting.interrupt();
            }
        } else if (state.compareAndSet(State.WORKING, State.GIVEN_UP)) {
            permits.release();
        }
        told.countDown();
    }

    /// The permit is taken already.
    void assign() {
        state.set(State.WORKING);
    }

    /// Queues for a permit; returns when the place in the queue is taken.
    @SuppressWarnings("ThreadPriorityCheck") // The waiter needs a carrier to get into the queue.
    void queue(int clientsAhead) {
        ahead = clientsAhead;
        event.ahead = clientsAhead;
        event.begin();
        Thread thread = Thread.ofVirtual().name("place").unstarted(this::waitForWorker);
        waiter = thread;
        thread.start();
        while (!permits.isAwaitedBy(thread) && state.get() == State.WAITING) {
            Thread.yield();
        }
    }

    /// Tells the client where it is; what the waiter has to tell comes after that.
    void greet() throws IOException {
        if (waiter == null) {
            greeting.assigned();
            greeted.countDown();
        } else {
            greeting.waiting(ahead);
        }
        told.countDown();
    }

    private void waitForWorker() {
        try {
            permits.acquire();
            if (state.compareAndSet(State.WAITING, State.WORKING)) {
                tellAssigned();
            } else {
                permits.release();
            }
        } catch (InterruptedException left) {
            // The client gave its place up while it waited: the queue is shorter by one.
        } finally {
            event.assigned = greeted.getCount() == 0;
            event.commit();
        }
    }

    private void tellAssigned() throws InterruptedException {
        told.await();
        try {
            if (state.get() == State.WORKING) {
                greeting.assigned();
            }
        } catch (IOException gone) {
            failure = gone;
        } finally {
            greeted.countDown();
        }
    }
}
