package io.micropay.ntp;

/// What a server's answer says of this machine's clock.
///
/// The monotonic clock runs on when somebody sets the other one, so what the two say later tells whether somebody has.
/// (It stands still while a machine sleeps, which looks the same: then, too, the server has to be asked again.)
///
/// @param offsetMillis what had to be added to the wall clock
/// @param delayNanos how long question and answer were on their way: half of it is how wrong the offset can be
/// @param stratum the server's distance from a reference clock
/// @param wallMillis the wall clock at the question, in milliseconds since 1970
/// @param nanos the monotonic clock at the same moment
record Measurement(long offsetMillis, long delayNanos, int stratum, long wallMillis, long nanos) {

    private static final long NANOS_PER_MILLI = 1_000_000;

    /// More than a clock that is corrected bit by bit moves in the time between two rounds.
    private static final long PARTED_MILLIS = 1_000;

    /// How far the wall clock is from the right time now, as far as can be told without asking again.
    Deviation deviation(long wallMillisNow, long nanosNow) {
        return new Deviation(offsetMillis - moved(wallMillisNow, nanosNow));
    }

    /// Whether somebody has set the wall clock since, or the machine has slept.
    boolean isOverturned(long wallMillisNow, long nanosNow) {
        return Math.abs(moved(wallMillisNow, nanosNow)) > PARTED_MILLIS;
    }

    private long moved(long wallMillisNow, long nanosNow) {
        return wallMillisNow - wallMillis - (nanosNow - nanos) / NANOS_PER_MILLI;
    }
}
