package io.micropay.server;

import io.micropay.ledger.Account;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// The blocks that are on their way: few at once, since each takes its length of memory, and one of an account, so
/// that a slow one keeps nobody but its own account waiting.
final class Blocks {

    private final Semaphore places;
    private final Set<Account> busy = ConcurrentHashMap.newKeySet();

    Blocks(int max) {
        this.places = new Semaphore(max);
    }

    /// Takes a place without waiting; [#leave] gives it back.
    ///
    /// @return whether there was one
    boolean enter(Account account) {
        if (!busy.add(account)) {
            return false;
        }
        if (places.tryAcquire()) {
            return true;
        }
        busy.remove(account);
        return false;
    }

    void leave(Account account) {
        places.release();
        busy.remove(account);
    }
}
