package io.micropay.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Where a bench runs: a folder, and the server it starts. When the bench ends, in whatever way, the server ends too,
/// and a folder that nobody has asked to keep is deleted.
final class BenchStage implements AutoCloseable {

    private static final long END_SECONDS = 10;

    private final Optional<TemporaryFolder> temporary;
    private final Path folder;
    private final List<Process> processes = new CopyOnWriteArrayList<>();
    private final Thread ender = new Thread(this::endAll, "end-bench");
    private volatile boolean interrupted;

    /// @param kept the folder to use and to keep; null for one of its own
    BenchStage(@Nullable Path kept) throws IOException {
        if (kept == null) {
            TemporaryFolder made = TemporaryFolder.create("micropay-bench-");
            temporary = Optional.of(made);
            folder = made.resolve("");
        } else {
            temporary = Optional.empty();
            folder = Files.createDirectories(kept);
        }
        Runtime.getRuntime().addShutdownHook(ender);
    }

    Path resolve(String name) {
        return folder.resolve(name);
    }

    /// Where accounts are kept for the next run; empty when there will be none.
    Optional<Path> kept() {
        return temporary.isEmpty() ? Optional.of(folder) : Optional.empty();
    }

    /// Ends `process` with the bench.
    void watch(Process process) {
        processes.add(process);
    }

    /// Does not return when the bench has been told to end: what fails then fails because of that, and is not worth a
    /// word.
    void awaitEndIfInterrupted() throws InterruptedException {
        if (interrupted) {
            new CountDownLatch(1).await();
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(ender);
        } catch (IllegalStateException shuttingDown) {
            // The hook is running, and does the same.
            return;
        }
        processes.forEach(Process::destroyForcibly);
        temporary.ifPresent(TemporaryFolder::delete);
    }

    private void endAll() {
        interrupted = true;
        processes.forEach(Process::destroy);
        for (Process process : processes) {
            try {
                if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            } catch (InterruptedException stopped) {
                process.destroyForcibly();
            }
        }
        temporary.ifPresent(TemporaryFolder::delete);
    }
}
