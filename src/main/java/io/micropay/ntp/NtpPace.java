package io.micropay.ntp;

import java.time.Duration;

/// How often a server is asked.
///
/// @param interval between two rounds
/// @param spacing between the questions of one round: as RFC 5905 has it for a burst, 2 s
/// @param patience for one answer
record NtpPace(Duration interval, Duration spacing, Duration patience) {

    private static final Duration INTERVAL_MAX = Duration.ofDays(1);

    static final NtpPace STANDARD = new NtpPace(Duration.ofMinutes(10), Duration.ofSeconds(2), Duration.ofSeconds(2));

    /// For a server that has said it is asked too often.
    NtpPace slower() {
        Duration doubled = interval.multipliedBy(2);
        return new NtpPace(doubled.compareTo(INTERVAL_MAX) < 0 ? doubled : INTERVAL_MAX, spacing, patience);
    }
}
