package io.micropay.net;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// Serves n clients at once; client n+1 waits, and all are served in order of arrival.
///
/// A fair semaphore is what blocks: a waiting client costs parked virtual threads and no work.
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

    /// Takes a free worker, or a place in the queue for one. Does not wait for it.
    ///
    /// @return empty when the queue is full
    public Optional<Place> enter() throws InterruptedException {
        // One client comes in at a time, so that the place it is told is the one it is served in.
        entry.lock();
        try {
            // Without a time, tryAcquire would overtake those who wait.
            if (permits.tryAcquire(0, TimeUnit.NANOSECONDS)) {
                return Optional.of(Place.atWork(permits));
            }
            int ahead = permits.getQueueLength();
            if (ahead >= waitingMax) {
                return Optional.empty();
            }
            var place = new Place(permits, ahead);
            place.queue();
            return Optional.of(place);
        } finally {
            entry.unlock();
        }
    }

    /// Clients that wait now.
    public int waiting() {
        return permits.getQueueLength();
    }
}
