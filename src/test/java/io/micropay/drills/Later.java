package io.micropay.drills;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// What is to happen after a while.
final class Later {

    private Later() {}

    /// Runs an action in so many milliseconds.
    static CompletableFuture<Void> in(int millis, Runnable action) {
        return CompletableFuture.runAsync(action, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS));
    }
}
