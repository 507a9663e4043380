package io.micropay.cli;

import io.micropay.client.shell.Attendance;
import io.micropay.client.shell.CommandFailedException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/// A process that stays until it is told to end, and then takes its leave.
final class Staying {

    private static final Duration GOODBYE = Duration.ofSeconds(8);

    private final Attendance attendance;
    private final IntSupplier exitCode;
    private final CountDownLatch over = new CountDownLatch(1);

    /// @param exitCode what an end in order is worth
    Staying(Attendance attendance, IntSupplier exitCode) {
        this.attendance = attendance;
        this.exitCode = exitCode;
    }

    /// Stays until a signal tells it to end.
    ///
    /// @throws CommandFailedException when it cannot stay
    void untilTold() throws CommandFailedException {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::end));
        try {
            attendance.stay();
        } finally {
            over.countDown();
        }
    }

    /// Ends the process with a code of ours. The virtual machine would exit with 143 by itself.
    private void end() {
        if (over.getCount() == 0) {
            return;
        }
        attendance.leave();
        try {
            boolean inOrder = over.await(GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
            Runtime.getRuntime().halt(inOrder ? exitCode.getAsInt() : ExitCode.UNAVAILABLE);
        } catch (InterruptedException stopped) {
            Runtime.getRuntime().halt(ExitCode.SOFTWARE);
        }
    }
}
