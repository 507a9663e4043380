package io.micropay.bench;

import io.micropay.bench.BenchException.Trouble;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/// Runs callers with the clock on.
final class LoadRun {

    /// One loop serves tens of thousands of requests a second, and a machine with few processors has none to spare.
    private static final int PROCESSORS_PER_LOOP = 4;

    private final Optional<ProcessHandle> server;

    /// @param server whose processor time is measured too
    LoadRun(Optional<ProcessHandle> server) {
        this.server = server;
    }

    /// Runs to the ending.
    ///
    /// @param answered is told how many more there are
    /// @param into gets the times
    void run(List<? extends Caller> callers, Schedule schedule, Ending ending, IntConsumer answered, Measurement into)
            throws BenchException, InterruptedException {
        int processors = Runtime.getRuntime().availableProcessors();
        int loops = Math.clamp(processors / PROCESSORS_PER_LOOP, 1, callers.size());
        Stopwatch stopwatch = Stopwatch.start(server);
        ending.begin(stopwatch.begun());
        List<Dispatch> dispatches = new ArrayList<>();
        List<LoadLoop> parts = new ArrayList<>();
        for (int i = 0; i < loops; i++) {
            int from = i * callers.size() / loops;
            int to = (i + 1) * callers.size() / loops;
            Dispatch dispatch = new Dispatch(schedule, from, to - from, callers.size(), stopwatch.begun());
            dispatches.add(dispatch);
            parts.add(new LoadLoop(callers.subList(from, to), dispatch, ending, answered));
        }
        runAll(parts);
        stopwatch.stop(into);
        into.add(dispatches);
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
}
