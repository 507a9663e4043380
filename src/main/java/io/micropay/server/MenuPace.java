package io.micropay.server;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Keeps menus from holding up payments.
///
/// The ledger has one writer, and a menu of 10,000 items keeps it for as long as hundreds of payments. So menus are
/// published one after the other, and between two of them the writer has several times as long for all else as the
/// first one took: merchants who publish without end have a part of it, and no more.
final class MenuPace {

    /// How often the time that a menu took passes before the next.
    static final int REST = 4;

    private static final long REST_NANOS_MAX = Duration.ofSeconds(2).toNanos();

    /// Fair: who came first is next.
    private final ReentrantLock turn = new ReentrantLock(true);

    private long restedAt = System.nanoTime();

    /// Waits for its turn, and publishes.
    ///
    /// @throws InterruptedException when the thread was interrupted before
    <T> T inTurn(Supplier<T> publication) throws InterruptedException {
        turn.lockInterruptibly();
        try {
            TimeUnit.NANOSECONDS.sleep(restedAt - System.nanoTime());
            long begunAt = System.nanoTime();
            try {
                return publication.get();
            } finally {
                long endedAt = System.nanoTime();
                restedAt = endedAt + Math.min(REST * (endedAt - begunAt), REST_NANOS_MAX);
            }
        } finally {
            turn.unlock();
        }
    }
}
