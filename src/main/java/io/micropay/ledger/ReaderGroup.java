package io.micropay.ledger;

import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/// A few platform threads that read the store for the callers' virtual threads, which a native database call would
/// pin to their carriers.
///
/// The line of questions is as long as there are callers, since each waits for its answer.
final class ReaderGroup implements AutoCloseable {

    private final List<LedgerStore.Reader> readers = new ArrayList<>();

    /// The one that was used last is used next, so that no more connections are opened than are needed.
    private final Deque<LedgerStore.Reader> idle;

    private final ExecutorService threads;

    ReaderGroup(LedgerStore store) {
        int size = store.readersMax();
        for (int i = 0; i < size; i++) {
            readers.add(store.openReader());
        }
        idle = new ConcurrentLinkedDeque<>(readers);
        threads = Executors.newFixedThreadPool(
                size, Thread.ofPlatform().name("ledger-reader-", 1).daemon().factory());
    }

    /// Asks the store, and waits for the answer.
    <T> T read(Function<LedgerStore.Reader, T> question) {
        try {
            return CompletableFuture.supplyAsync(() -> onReader(question), threads)
                    .join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof LedgerBusyException busy) {
                throw busy;
            }
            String reason = failed.getCause() instanceof LedgerException told ? told.getMessage() : null;
            throw new LedgerException(reason != null ? reason : "the ledger cannot be read: " + failed, failed);
        } catch (RejectedExecutionException closed) {
            throw new LedgerException("the ledger is closed", closed);
        }
    }

    private <T> T onReader(Function<LedgerStore.Reader, T> question) {
        // There are as many readers as threads, so one is always idle.
        LedgerStore.Reader reader = idle.pop();
        try {
            return question.apply(reader);
        } finally {
            idle.push(reader);
        }
    }

    @Override
    public void close() {
        threads.close();
        readers.forEach(LedgerStore.Reader::close);
    }
}
