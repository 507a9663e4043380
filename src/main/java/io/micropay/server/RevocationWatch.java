package io.micropay.server;

import io.micropay.crypto.RevokedKeys;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Notices keys that are revoked while the server runs, and ends their sessions within a second.
final class RevocationWatch implements AutoCloseable {

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
                revokedKeys.refresh();
                // In every round: a session may have been let in while the list was being read.
                sessions.endRevoked(revokedKeys::contains);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
