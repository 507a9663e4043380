package io.micropay.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/// A clock that stands still until it is moved.
public final class TestClock extends Clock {

    private final AtomicLong epochMillis;

    public TestClock() {
        this(Instant.parse("2026-01-31T12:00:00Z"));
    }

    public TestClock(Instant start) {
        epochMillis = new AtomicLong(start.toEpochMilli());
    }

    public void move(Duration duration) {
        epochMillis.addAndGet(duration.toMillis());
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(epochMillis.get());
    }

    @Override
    public long millis() {
        return epochMillis.get();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the ledger knows no zones");
    }
}
