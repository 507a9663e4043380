package io.micropay.cli;

import io.micropay.crypto.Signatures;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Loads the native signatures, which a server needs for its first client, beside the rest of its start.
final class Preparation {

    private static final Logger LOG = LoggerFactory.getLogger("micropay.server");

    private final FutureTask<String> signatures =
            new FutureTask<>(() -> Signatures.preferred().description());

    private Preparation() {}

    /// Begins to load, on a thread of its own.
    static Preparation start() {
        Preparation preparation = new Preparation();
        Thread.ofPlatform().daemon().name("micropay-preparation").start(preparation.signatures);
        return preparation;
    }

    /// Waits until they are loaded.
    void await() throws InterruptedException {
        try {
            LOG.debug("Signatures by {}", signatures.get());
        } catch (ExecutionException failure) {
            throw new IllegalStateException("the server cannot be prepared", failure.getCause());
        }
    }
}
