package io.micropay.client.shell;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Looks after a certificate as long as its wallet stays open, on a thread of its own.
final class RenewalWatch {

    private final CountDownLatch over = new CountDownLatch(1);

    private RenewalWatch() {}

    static RenewalWatch start(Renewal renewal) {
        RenewalWatch watch = new RenewalWatch();
        Thread.ofVirtual().name("renewal").start(() -> watch.lookNowAndThen(renewal));
        return watch;
    }

    private void lookNowAndThen(Renewal renewal) {
        try {
            while (!over.await(renewal.pause().toMillis(), TimeUnit.MILLISECONDS)) {
                renewal.look();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    void close() {
        over.countDown();
    }
}
