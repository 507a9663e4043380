package io.micropay.server;

import io.micropay.crypto.RevokedKeys;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Notices keys that are revoked while the server runs, and ends their sessions within a second.
final class RevocationWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("micropay.server");
    private static final Duration ROUND = Duration.ofMillis(500);

    private final RevokedKeys revokedKeys;
    private final Sessions sessions;
    private final CountDownLatch closed = new CountDownLatch(1);

    private RevocationWatch(RevokedKeys revokedKeys, Sessions sessions) {
        this.revokedKeys = revokedKeys;
        this.sessions = sessions;
    }

    static RevocationWatch start(RevokedKeys revokedKeys, Sessions sessions) {
        var watch = new RevocationWatch(revokedKeys, sessions);
        Thread.ofPlatform().daemon().name("micropay-revocation").start(watch::keepWatch);
        return watch;
    }

    private void keepWatch() {
        try {
            while (!closed.await(ROUND.toMillis(), TimeUnit.MILLISECONDS)) {
                endRevoked();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void endRevoked() {
        try {
            revokedKeys.refresh();
            // In every round: a session may have been let in while the list was being read.
            sessions.endRevoked(revokedKeys::contains);
        } catch (RuntimeException fault) {
            LOG.error("the list of revoked keys could not be looked at this time", fault);
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
