package io.micropay.net;

import java.util.concurrent.Semaphore;

/// The fair semaphore, which also tells who waits for it.
final class FairPermits extends Semaphore {

    FairPermits(int permits) {
        super(permits, true);
    }

    boolean isAwaitedBy(Thread thread) {
        return getQueuedThreads().contains(thread);
    }
}
