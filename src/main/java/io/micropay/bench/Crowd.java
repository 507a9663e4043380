package io.micropay.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// Does something for each of many connections, several at once.
final class Crowd {

    /// Enough to keep a server busy. With more, a cold one on a slow machine has some of them wait for longer than the
    /// five seconds that it gives a handshake.
    private static final int AT_ONCE = 8;

    private Crowd() {}

    /// What is done for one.
    @FunctionalInterface
    interface Task {
        void run(int index, Scratch scratch) throws IOException, BenchException;
    }

    /// Does it for 0 to `count` - 1, and returns when all is done or something has failed.
    static void forEach(int count, Task task) throws BenchException, InterruptedException {
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> workers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < Math.min(AT_ONCE, count); i++) {
                workers.add(threads.submit(() -> {
                    work(next, count, task);
                    return null;
                }));
            }
        }
        for (Future<?> worker : workers) {
            await(worker);
        }
    }

    private static void work(AtomicInteger next, int count, Task task) throws IOException, BenchException {
        Scratch scratch = new Scratch();
        try {
            for (int index = next.getAndIncrement(); index < count; index = next.getAndIncrement()) {
                task.run(index, scratch);
            }
        } catch (IOException | BenchException | RuntimeException failure) {
            // One failure ends it for all.
            next.set(count);
            throw failure;
        }
    }

    private static void await(Future<?> worker) throws BenchException, InterruptedException {
        try {
            worker.get();
        } catch (ExecutionException failure) {
            switch (failure.getCause()) {
                case BenchException expected -> throw expected;
                case IOException broken ->
                    throw new BenchException(
                            BenchException.Trouble.UNAVAILABLE,
                            "a connection broke: " + broken.getMessage(),
                            null,
                            broken);
                case null, default -> throw new IllegalStateException(failure);
            }
        }
    }
}
