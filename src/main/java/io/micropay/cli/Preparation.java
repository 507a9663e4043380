package io.micropay.cli;

import io.micropay.crypto.Signatures;
import io.micropay.jfr.Events;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a server must have loaded before its first client, and can load beside the rest of its start: the native
/// signatures and the flight recorder's events. Together they take longer than all else.
final class Preparation {

    private static final Logger LOG = LoggerFactory.getLogger("micropay.server");

    private final FutureTask<String> loading = new FutureTask<>(Preparation::load);

    private Preparation() {}

    /// Begins to load, on a thread of its own.
    static Preparation start() {
        Preparation preparation = new Preparation();
        Thread.ofPlatform().daemon().name("micropay-preparation").start(preparation.loading);
        return preparation;
    }

    private static String load() {
        String signatures = Signatures.preferred().description();
        Events.register();
        return signatures;
    }

    /// Waits until all is loaded.
    void await() throws InterruptedException {
        try {
            LOG.debug("Signatures by {}", loading.get());
        } catch (ExecutionException failure) {
            throw new IllegalStateException("the server cannot be prepared", failure.getCause());
        }
    }
}
