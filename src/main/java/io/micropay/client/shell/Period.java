package io.micropay.client.shell;

import io.micropay.money.UtcDay;
import java.time.LocalDate;

/// Days one after the other, in UTC.
///
/// @param last is one of them, and not before the first
public record Period(LocalDate first, LocalDate last) {

    static final LocalDate FIRST_DAY = LocalDate.EPOCH;
    static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 30);

    public Period {
        if (last.isBefore(first)) {
            throw new IllegalArgumentException("no period: " + first + " to " + last);
        }
    }

    /// The millisecond with which it begins, since 1970.
    long firstMilli() {
        return new UtcDay(first).firstMilli();
    }

    /// The millisecond with which the day after it begins.
    long endMilli() {
        return new UtcDay(last).endMilli();
    }
}
