package io.micropay.server;

import io.micropay.ledger.LedgerBusyException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks, in every round, at what nobody tells the server of, on a thread of its own and until it is closed.
///
/// A round that fails is said; the next one may succeed.
final class Watch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("micropay.server");

    private final String watched;
    private final Duration round;
    private final Runnable look;
    private final CountDownLatch closed = new CountDownLatch(1);

    private Watch(String watched, Duration round, Runnable look) {
        this.watched = watched;
        this.round = round;
        this.look = look;
    }

    /// @param watched what is looked at, as the log says it
    /// @param round from one look to the next
    static Watch over(String watched, Duration round, Runnable look) {
        var watch = new Watch(watched, round, look);
        Thread.ofPlatform()
                .daemon()
                .name("micropay-" + watched.replace(' ', '-'))
                .start(watch::keepWatch);
        return watch;
    }

    private void keepWatch() {
        try {
            while (!closed.await(round.toMillis(), TimeUnit.MILLISECONDS)) {
                lookOnce();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookOnce() {
        try {
            look.run();
        } catch (LedgerBusyException later) {
            LOG.debug("{} are looked for later: {}", watched, later.getMessage());
        } catch (RuntimeException fault) {
            LOG.error("{} could not be looked for this time", watched, fault);
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
