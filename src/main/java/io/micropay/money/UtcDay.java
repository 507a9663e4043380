package io.micropay.money;

import java.time.LocalDate;
import java.time.ZoneOffset;

/// A day as the ledger counts them: from midnight to midnight in UTC, whatever the clocks on the wall say.
public record UtcDay(LocalDate date) {

    /// The millisecond with which it begins, since 1970.
    public long firstMilli() {
        return date.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }

    /// The millisecond with which the next one begins.
    public long endMilli() {
        return new UtcDay(date.plusDays(1)).firstMilli();
    }

    public boolean contains(Timestamp moment) {
        return moment.epochMillis() >= firstMilli() && moment.epochMillis() < endMilli();
    }
}
