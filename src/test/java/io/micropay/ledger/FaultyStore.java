package io.micropay.ledger;

import io.micropay.money.AccountName;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A store that fails where and when a test wants it to, once.
final class FaultyStore implements LedgerStore {

    /// Where a batch can fail.
    enum Place {
        BEGIN,
        WRITE,
        COMMIT,
        MAINTAIN
    }

    /// How a batch fails.
    sealed interface Fault {

        /// The store has rolled the batch back.
        record Passing(Place place) implements Fault {}

        /// Nobody knows what has become of the batch.
        record Unknown(Place place, RuntimeException failure) implements Fault {}
    }

    private final LedgerStore store;
    private final AtomicReference<@Nullable Fault> next = new AtomicReference<>();
    private volatile boolean closed;

    FaultyStore(LedgerStore store) {
        this.store = store;
    }

    void failOnce(Fault fault) {
        next.set(fault);
    }

    boolean isClosed() {
        return closed;
    }

    private void reach(Place place) throws StoreBusyException {
        switch (next.get()) {
            case null -> {}
            case Fault.Passing passing
            when passing.place() == place -> {
                next.set(null);
                throw new StoreBusyException("no space left", new IllegalStateException("no space left"));
            }
            case Fault.Unknown unknown
            when unknown.place() == place -> {
                next.set(null);
                throw unknown.failure();
            }
            case Fault elsewhere -> {}
        }
    }

    @Override
    public Batch begin(long rememberedSince) throws StoreBusyException {
        reach(Place.BEGIN);
        return new FaultyBatch(store.begin(rememberedSince));
    }

    @Override
    public void maintain() {
        try {
            reach(Place.MAINTAIN);
        } catch (StoreBusyException notHere) {
            throw new AssertionError(notHere);
        }
        store.maintain();
    }

    @Override
    public ChainHead openingHead() {
        return store.openingHead();
    }

    @Override
    public Reader openReader() {
        return store.openReader();
    }

    @Override
    public void close() {
        closed = true;
        store.close();
    }

    private final class FaultyBatch implements Batch {

        private final Batch batch;

        FaultyBatch(Batch batch) {
            this.batch = batch;
        }

        @Override
        public void write(BatchChanges changes) throws StoreBusyException {
            reach(Place.WRITE);
            batch.write(changes);
        }

        @Override
        public void commit() throws StoreBusyException {
            reach(Place.COMMIT);
            batch.commit();
        }

        @Override
        public ChainHead head() throws StoreBusyException {
            return batch.head();
        }

        @Override
        public KnownPayment known(PaymentKey key) throws StoreBusyException {
            return batch.known(key);
        }

        @Override
        public int cancellations(long payer) throws StoreBusyException {
            return batch.cancellations(payer);
        }

        @Override
        public boolean isTaken(AccountName name) throws StoreBusyException {
            return batch.isTaken(name);
        }

        @Override
        public boolean hasAccount(String keyHash) throws StoreBusyException {
            return batch.hasAccount(keyHash);
        }

        @Override
        public long nextAccountNumber() throws StoreBusyException {
            return batch.nextAccountNumber();
        }

        @Override
        public void close() {
            batch.close();
        }
    }
}
