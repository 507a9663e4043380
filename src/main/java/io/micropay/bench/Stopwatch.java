package io.micropay.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;

/// Time, and the processor time of the server and of this process meanwhile.
final class Stopwatch {

    private static final OperatingSystemMXBean OWN = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final Optional<ProcessHandle> server;
    private final long begun;
    private final Duration serverBefore;
    private final Duration ownBefore;

    private Stopwatch(Optional<ProcessHandle> server) {
        this.server = server;
        this.serverBefore = cpu(server);
        this.ownBefore = Duration.ofNanos(OWN.getProcessCpuTime());
        this.begun = System.nanoTime();
    }

    static Stopwatch start(Optional<ProcessHandle> server) {
        return new Stopwatch(server);
    }

    /// When it began, on the monotonic clock in nanoseconds.
    long begun() {
        return begun;
    }

    void stop(Measurement into) {
        Duration elapsed = Duration.ofNanos(System.nanoTime() - begun);
        Duration own = Duration.ofNanos(OWN.getProcessCpuTime()).minus(ownBefore);
        into.add(elapsed, cpu(server).minus(serverBefore), own);
    }

    private static Duration cpu(Optional<ProcessHandle> process) {
        return process.flatMap(server -> server.info().totalCpuDuration()).orElse(Duration.ZERO);
    }
}
