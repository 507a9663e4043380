package io.micropay.net;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// Serves n clients at once; client n+1 waits, and all are served in order of arrival.
///
/// A fair semaphore is what blocks: a waiting client costs a parked virtual thread and no work.
/// While that thread waits, the client's own is free to notice that the client leaves.
public final class WorkerPermits {

    private final FairPermits permits;
    private final int waitingMax;
    private final ReentrantLock entry = new ReentrantLock();

    /// @param workers clients served at once, at least 1
    /// @param waitingMax clients that may wait, at least 0
    public WorkerPermits(int workers, int waitingMax) {
        if (workers < 1 || waitingMax < 0) {
            throw new IllegalArgumentException(workers + " workers and " + waitingMax + " waiting are not possible");
        }
        this.permits = new FairPermits(workers);
        this.waitingMax = waitingMax;
    }

    /// Takes a free worker or a place in the queue, and tells the client which.
    ///
    /// @return empty when the queue is full; the client has been told nothing then
    /// @throws IOException when telling failed; the place is given up
    public Optional<Place> enter(Greeting greeting) throws IOException, InterruptedException {
        Place place = new Place(permits, greeting);
        if (!takeIn(place)) {
            return Optional.empty();
        }
        try {
            place.greet();
            return Optional.of(place);
        } catch (IOException | RuntimeException e) {
            place.close();
            throw e;
        }
    }

    /// Clients that wait now.
    public int waiting() {
        return permits.getQueueLength();
    }

    /// One client comes in at a time, so that the place it is told is the one it will be served in.
    private boolean takeIn(Place place) throws InterruptedException {
        entry.lock();
        try {
            // Without a time, tryAcquire would overtake those who wait.
            if (permits.tryAcquire(0, TimeUnit.NANOSECONDS)) {
                place.assign();
                return true;
            }
            int ahead = permits.getQueueLength();
            if (ahead >= waitingMax) {
                return false;
            }
            place.queue(ahead);
            return true;
        } finally {
            entry.unlock();
        }
    }
}
