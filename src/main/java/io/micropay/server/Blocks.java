package io.micropay.server;

import io.micropay.ledger.Account;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// The blocks that are on their way: few at once, since each takes its length of memory, and one of an account, so
/// that a slow one keeps nobody but its own account waiting.
///
/// A few accounts could still keep all places, one slow block after another, in either direction. So whoever has kept a
/// place for long goes without one for several times as long, whatever came of it: others come in meanwhile.
final class Blocks {

    /// What a merchant is told of a block that is not the announced one.
    static final String ANOTHER = "the block has another sha256 than was announced";

    private static final int REST_TIMES = 6;

    /// Less than this part of the time for the longest block is not long.
    private static final int SHORT_PART = 30;

    private final Semaphore places;
    private final long shortNanos;
    private final Map<Account, Long> enteredAt = new ConcurrentHashMap<>();
    private final Map<Account, Long> restingUntil = new ConcurrentHashMap<>();

    /// @param longest how long a block may take
    Blocks(int max, Duration longest) {
        this.places = new Semaphore(max);
        this.shortNanos = longest.toNanos() / SHORT_PART;
    }

    /// Takes a place without waiting; [#leave] gives it back.
    ///
    /// @return whether there was one
    boolean enter(Account account) {
        long now = System.nanoTime();
        restingUntil.values().removeIf(until -> until - now <= 0);
        if (restingUntil.containsKey(account) || enteredAt.putIfAbsent(account, now) != null) {
            return false;
        }
        if (places.tryAcquire()) {
            return true;
        }
        enteredAt.remove(account);
        return false;
    }

    void leave(Account account) {
        long now = System.nanoTime();
        long kept = now - Objects.requireNonNull(enteredAt.get(account), "who has entered leaves once");
        if (kept >= shortNanos) {
            restingUntil.put(account, now + REST_TIMES * kept);
        }
        enteredAt.remove(account);
        places.release();
    }
}
