package io.micropay.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// What was decided about the latest orders, so that the same order again gets the same answer, and a person is asked
/// once.
final class RecentOrders {

    private static final int ORDERS_MAX = 256;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, CompletableFuture<Decision>> decisions = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CompletableFuture<Decision>> eldest) {
            return size() > ORDERS_MAX;
        }
    };

    /// The decision about an order: the one there is or that is being made, or else `decide`'s.
    Decision once(String order, Supplier<Decision> decide) {
        CompletableFuture<Decision> mine = new CompletableFuture<>();
        CompletableFuture<Decision> earlier;
        lock.lock();
        try {
            earlier = decisions.putIfAbsent(order, mine);
        } finally {
            lock.unlock();
        }
        if (earlier != null) {
            return earlier.join();
        }
        try {
            mine.complete(decide.get());
        } catch (RuntimeException fault) {
            mine.completeExceptionally(fault);
            throw fault;
        }
        return mine.join();
    }
}
