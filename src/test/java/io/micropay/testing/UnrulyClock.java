package io.micropay.testing;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// A clock that can make whoever asks it wait or fail. The ledger's writer asks it for every batch, and HELLO does.
public final class UnrulyClock extends Clock {

    private final Clock clock = Clock.systemUTC();
    private final AtomicBoolean failing = new AtomicBoolean();
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile CountDownLatch gate = new CountDownLatch(0);

    /// Makes everybody wait until [#release].
    public void hold() {
        gate = new CountDownLatch(1);
    }

    public void release() {
        gate.countDown();
    }

    /// Whether somebody waits: the ledger's writer has a command in hand, if it was not HELLO that asked.
    public boolean isAwaited() {
        return waiting.get() > 0;
    }

    /// Makes the next one who asks fail.
    public void failOnce() {
        failing.set(true);
    }

    @Override
    public Instant instant() {
        if (failing.compareAndSet(true, false)) {
            throw new IllegalStateException("the clock is broken, as the test wants it");
        }
        waiting.incrementAndGet();
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            waiting.decrementAndGet();
        }
        return clock.instant();
    }

    @Override
    public ZoneId getZone() {
        return clock.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("nobody here asks for another zone");
    }
}
