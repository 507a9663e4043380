package io.micropay.ledger;

import java.util.Collection;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A store whose writer can be held before a batch, so that a test decides what comes together in the next one.
final class GatedStore implements LedgerStore {

    private final LedgerStore store;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean shut;
    private boolean writerWaits;

    GatedStore(LedgerStore store) {
        this.store = store;
    }

    /// Holds the writer at its next batch.
    void shut() {
        lock.lock();
        try {
            shut = true;
        } finally {
            lock.unlock();
        }
    }

    void open() {
        lock.lock();
        try {
            shut = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void awaitWriter() {
        lock.lock();
        try {
            while (!writerWaits) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private void pass() {
        lock.lock();
        try {
            writerWaits = true;
            changed.signalAll();
            while (shut) {
                changed.awaitUninterruptibly();
            }
            writerWaits = false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Batch begin(Collection<Account> accounts) throws StoreBusyException, BatchLostException {
        pass();
        return store.begin(accounts);
    }

    @Override
    public Logins openLogins() {
        return store.openLogins();
    }

    @Override
    public boolean isShared() {
        return store.isShared();
    }

    @Override
    public int readersMax() {
        return store.readersMax();
    }

    @Override
    public long openingTime() {
        return store.openingTime();
    }

    @Override
    public Reader openReader() {
        return store.openReader();
    }

    @Override
    public void maintain() {
        store.maintain();
    }

    @Override
    public void close() {
        store.close();
    }
}
