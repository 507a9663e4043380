package io.micropay.ntp;

import java.util.Locale;

/// How far this machine's clock is from the right time.
///
/// @param millis what has to be added to the clock: positive when it is behind
public record Deviation(long millis) {

    private static final long NOTABLE_MILLIS = 1_000;
    private static final long WRONG_MILLIS = 30_000;

    /// What follows from it.
    public enum Grade {
        /// Nothing.
        RIGHT,
        /// Somebody should look after the clock.
        OFF,
        /// More than the grace that the protocol gives an expiry: nobody should date or judge anything by this clock.
        WRONG
    }

    public Grade grade() {
        long apart = Math.abs(millis);
        return apart > WRONG_MILLIS ? Grade.WRONG : apart > NOTABLE_MILLIS ? Grade.OFF : Grade.RIGHT;
    }

    /// Such as `40.0 s behind`.
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.1f s %s", Math.abs(millis) / 1_000.0, millis < 0 ? "ahead" : "behind");
    }
}
