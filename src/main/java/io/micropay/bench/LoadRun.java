package io.micropay.bench;

import com.sun.management.OperatingSystemMXBean;
import io.micropay.bench.BenchException.Trouble;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Runs callers with the clock on.
final class LoadRun {

    /// One loop serves tens of thousands of requests a second; a machine with few processors has none to spare.
    private static final int PROCESSORS_PER_LOOP = 4;

    private static final OperatingSystemMXBean OWN = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final Optional<ProcessHandle> server;

    /// @param server whose processor time is measured too
    LoadRun(Optional<ProcessHandle> server) {
        this.server = server;
    }

    /// Runs to the ending.
    ///
    /// @param start when the schedule begins, on the monotonic clock
    /// @param answered is told of each answer
    /// @param into gets the times
    void run(
            List<? extends Caller> callers,
            Schedule schedule,
            long start,
            Ending ending,
            Runnable answered,
            Measurement into)
            throws BenchException, InterruptedException {
        int loops = Math.clamp(Runtime.getRuntime().availableProcessors() / PROCESSORS_PER_LOOP, 1, callers.size());
        List<Dispatch> dispatches = new ArrayList<>();
        List<LoadLoop> parts = new ArrayList<>();
        for (int i = 0; i < loops; i++) {
            int from = i * callers.size() / loops;
            int to = (i + 1) * callers.size() / loops;
            Dispatch dispatch = new Dispatch(schedule, from, to - from, callers.size(), start);
            dispatches.add(dispatch);
            parts.add(new LoadLoop(callers.subList(from, to), dispatch, ending, answered));
        }
        Duration serverBefore = serverCpu();
        Duration ownBefore = ownCpu();
        long begun = System.nanoTime();
        runAll(parts);
        Duration elapsed = Duration.ofNanos(System.nanoTime() - begun);
        into.add(elapsed, serverCpu().minus(serverBefore), ownCpu().minus(ownBefore));
        dispatches.forEach(into::add);
    }

    private static void runAll(List<LoadLoop> parts) throws BenchException, InterruptedException {
        List<Future<?>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().name("load-", 0).factory())) {
            for (LoadLoop part : parts) {
                running.add(threads.submit(() -> {
                    part.run();
                    return null;
                }));
            }
        }
        for (Future<?> part : running) {
            try {
                part.get();
            } catch (ExecutionException failure) {
                if (failure.getCause() instanceof IOException broken) {
                    throw new BenchException(
                            Trouble.UNAVAILABLE, "the load cannot go on: " + broken.getMessage(), null, broken);
                }
                throw new IllegalStateException(failure);
            }
        }
    }

    private Duration serverCpu() {
        return server.flatMap(process -> process.info().totalCpuDuration()).orElse(Duration.ZERO);
    }

    private static Duration ownCpu() {
        return Duration.ofNanos(OWN.getProcessCpuTime());
    }
}
