package io.micropay.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/// The clock of a server: the machine's own, unless a demo has set it ahead. A day has to be over before it can be
/// settled, and nobody waits for midnight to see it.
final class DemoClock {

    /// A system property, so that no option of the server offers it: how far ahead, like `PT9H30M`.
    private static final String AHEAD = "micropay.demo.ahead";

    private DemoClock() {}

    /// How far the clock of this process is ahead of the machine's.
    static Duration ahead() {
        return Duration.parse(System.getProperty(AHEAD, "PT0S"));
    }

    static Clock clock() {
        return Clock.offset(Clock.systemUTC(), ahead());
    }

    /// What sets the clock of another process to the beginning of the next day in UTC.
    static String tomorrow(Instant now) {
        Instant midnight = now.atOffset(ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.DAYS)
                .plusDays(1)
                .toInstant();
        return "-D" + AHEAD + "=" + Duration.between(now, midnight);
    }
}
