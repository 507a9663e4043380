package io.micropay.cli;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;

/// What the flight recorder was told to record, such as by `-XX:StartFlightRecording`.
final class FlightRecordings {

    private static final long ROUND_MILLIS = 10;

    private FlightRecordings() {}

    /// Waits until the recordings that are to be kept have been written. The recorder does that in a shutdown hook of
    /// its own: a halt in another hook, at the same time, would cut them off.
    static void awaitWritten(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (isWriting() && System.nanoTime() - deadline < 0) {
            TimeUnit.MILLISECONDS.sleep(ROUND_MILLIS);
        }
    }

    private static boolean isWriting() {
        return FlightRecorder.isInitialized()
                && FlightRecorder.getFlightRecorder().getRecordings().stream().anyMatch(Recording::getDumpOnExit);
    }
}
