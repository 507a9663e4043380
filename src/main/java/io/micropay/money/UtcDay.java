package io.micropay.money;

import java.time.LocalDate;

/// A day as the ledger counts them: from midnight to midnight in UTC, whatever the clocks on the wall say.
public record UtcDay(LocalDate date) {

    /// UTC as this project counts it knows no leap seconds.
    static final long MILLIS = 86_400_000;

    /// The millisecond with which it begins, since 1970.
    public long firstMilli() {
        return date.toEpochDay() * MILLIS;
    }

    /// The millisecond with which the next one begins.
    public long endMilli() {
        return firstMilli() + MILLIS;
    }

    /// Whether it has ended at a moment, in milliseconds since 1970.
    public boolean isOverAt(long epochMillis) {
        return epochMillis >= endMilli();
    }

    public boolean contains(Timestamp moment) {
        return moment.epochMillis() >= firstMilli() && moment.epochMillis() < endMilli();
    }
}
