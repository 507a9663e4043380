package io.micropay.server;

import io.micropay.ledger.LedgerBusyException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Notices orders that expire before their payees, and has their payers told within a second or so.
final class RelayWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("micropay.server");
    private static final Duration ROUND = Duration.ofSeconds(1);

    private final RelayDesk relays;
    private final CountDownLatch closed = new CountDownLatch(1);

    private RelayWatch(RelayDesk relays) {
        this.relays = relays;
    }

    static RelayWatch start(RelayDesk relays) {
        var watch = new RelayWatch(relays);
        Thread.ofPlatform().daemon().name("micropay-relays").start(watch::keepWatch);
        return watch;
    }

    private void keepWatch() {
        try {
            while (!closed.await(ROUND.toMillis(), TimeUnit.MILLISECONDS)) {
                endExpired();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void endExpired() {
        try {
            relays.endExpired();
        } catch (LedgerBusyException later) {
            LOG.debug("expired orders are looked for later: {}", later.getMessage());
        } catch (RuntimeException fault) {
            LOG.error("expired orders could not be looked for this time", fault);
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
