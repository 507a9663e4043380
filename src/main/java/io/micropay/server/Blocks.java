package io.micropay.server;

import io.micropay.ledger.Account;
import io.micropay.wire.Block;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// The blocks that are on their way: few at once, since each takes its length of memory, and one of an account, so
/// that a slow one keeps nobody but its own account waiting.
///
/// A few accounts could still keep all places, one block that never ends after another. So whoever has kept a place in
/// vain goes without one for several times as long: others come in meanwhile.
final class Blocks {

    /// What a merchant is told of a block that is not the announced one.
    static final String ANOTHER = "the block has another sha256 than was announced";

    private static final int REST_TIMES = 6;

    /// A place that was kept for less keeps nobody out who tries again.
    private static final Duration REST_FREE = Duration.ofMillis(500);

    private final Semaphore places;
    private final Set<Account> busy = ConcurrentHashMap.newKeySet();
    private final Map<Account, Long> restingUntil = new ConcurrentHashMap<>();

    Blocks(int max) {
        this.places = new Semaphore(max);
    }

    /// Takes a place without waiting; [#leave] gives it back.
    ///
    /// @return whether there was one
    boolean enter(Account account) {
        long now = System.nanoTime();
        restingUntil.values().removeIf(until -> until - now <= 0);
        if (restingUntil.containsKey(account) || !busy.add(account)) {
            return false;
        }
        if (places.tryAcquire()) {
            return true;
        }
        busy.remove(account);
        return false;
    }

    /// Receives the block that an account has a place for; empty when another came than was announced.
    ///
    /// @throws IOException when it did not come
    Optional<byte[]> receive(Session session, Account account, Block block) throws IOException {
        long start = System.nanoTime();
        boolean inVain = true;
        try {
            byte[] bytes = session.receive(block);
            inVain = !block.isOf(bytes);
            return inVain ? Optional.empty() : Optional.of(bytes);
        } finally {
            if (inVain) {
                rest(account, System.nanoTime() - start);
            }
        }
    }

    private void rest(Account account, long keptNanos) {
        if (keptNanos >= REST_FREE.toNanos()) {
            restingUntil.put(account, System.nanoTime() + REST_TIMES * keptNanos);
        }
    }

    void leave(Account account) {
        places.release();
        busy.remove(account);
    }
}
