package io.micropay.ledger;

import io.micropay.money.AccountName;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A store that fails where and when a test wants it to: once, or until it is told to recover.
final class FaultyStore implements LedgerStore {

    /// Where a batch can fail.
    enum Place {
        BEGIN,
        WRITE,
        COMMIT,
        COMMITTED,
        MAINTAIN
    }

    /// How a batch fails.
    sealed interface Fault {

        /// The store has rolled the batch back.
        record Passing(Place place) implements Fault {}

        /// The connection to the store has broken.
        record Lost(Place place, boolean inDoubt) implements Fault {}

        /// Nobody knows what has become of the batch.
        record Unknown(Place place, RuntimeException failure) implements Fault {}
    }

    private final LedgerStore store;

    /// Where a shared store reads what others may have moved; null for one that belongs to this process.
    private final @Nullable Reader positions;

    private final AtomicReference<@Nullable Fault> next = new AtomicReference<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger commits = new AtomicInteger();
    private final AtomicInteger shopQuestions = new AtomicInteger();
    private volatile boolean lasting;
    private volatile boolean closed;

    FaultyStore(LedgerStore store) {
        this(store, null);
    }

    private FaultyStore(LedgerStore store, @Nullable Reader positions) {
        this.store = store;
        this.positions = positions;
    }

    /// One that other processes may write too, as far as the ledger knows.
    static FaultyStore shared(LedgerStore store) {
        return new FaultyStore(store, store.openReader());
    }

    void failOnce(Fault fault) {
        lasting = false;
        next.set(fault);
    }

    void failUntilRecovery(Fault fault) {
        lasting = true;
        next.set(fault);
    }

    void recover() {
        next.set(null);
    }

    /// How often it has failed.
    int failures() {
        return failures.get();
    }

    /// How many batches it was asked to make durable.
    int commits() {
        return commits.get();
    }

    /// How many batches have asked for what shops have.
    int shopQuestions() {
        return shopQuestions.get();
    }

    boolean isClosed() {
        return closed;
    }

    private void reach(Place place) throws StoreBusyException, BatchLostException {
        switch (next.get()) {
            case null -> {}
            case Fault.Passing passing
            when passing.place() == place -> {
                fail(passing);
                throw new StoreBusyException("no space left", new IllegalStateException("no space left"));
            }
            case Fault.Lost lost
            when lost.place() == place -> {
                fail(lost);
                throw new BatchLostException("connection lost", lost.inDoubt(), new IllegalStateException("lost"));
            }
            case Fault.Unknown unknown
            when unknown.place() == place -> {
                fail(unknown);
                throw unknown.failure();
            }
            case Fault elsewhere -> {}
        }
    }

    private void fail(Fault fault) {
        failures.incrementAndGet();
        if (!lasting) {
            next.compareAndSet(fault, null);
        }
    }

    @Override
    public Batch begin(Collection<Account> accounts) throws StoreBusyException, BatchLostException {
        reach(Place.BEGIN);
        return new FaultyBatch(store.begin(accounts));
    }

    @Override
    public Logins openLogins() {
        return store.openLogins();
    }

    @Override
    public boolean isShared() {
        return positions != null;
    }

    @Override
    public int readersMax() {
        return store.readersMax();
    }

    @Override
    public void maintain() {
        try {
            reach(Place.MAINTAIN);
        } catch (StoreBusyException | BatchLostException notHere) {
            throw new AssertionError(notHere);
        }
        store.maintain();
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
    public void close() {
        closed = true;
        if (positions != null) {
            positions.close();
        }
        store.close();
    }

    private final class FaultyBatch implements Batch {

        private final Batch batch;

        FaultyBatch(Batch batch) {
            this.batch = batch;
        }

        @Override
        public void write(BatchChanges changes) throws StoreBusyException, BatchLostException {
            reach(Place.WRITE);
            batch.write(changes);
        }

        @Override
        public void commit() throws StoreBusyException, BatchLostException {
            reach(Place.COMMIT);
            commits.incrementAndGet();
            batch.commit();
            reach(Place.COMMITTED);
        }

        @Override
        public ChainHead head() {
            return batch.head();
        }

        @Override
        public OptionalLong time() {
            return batch.time();
        }

        @Override
        public Position position(Account account) {
            if (positions == null) {
                return batch.position(account);
            }
            Account stored = account.isTreasury()
                    ? positions.treasury()
                    : positions.account(account.name()).orElseThrow();
            return stored.position();
        }

        @Override
        public Map<PaymentKey, KnownPayment> known(Set<PaymentKey> keys, long rememberedSince)
                throws StoreBusyException, BatchLostException {
            return batch.known(keys, rememberedSince);
        }

        @Override
        public int cancellations(long payer, long rememberedSince) throws StoreBusyException, BatchLostException {
            return batch.cancellations(payer, rememberedSince);
        }

        @Override
        public Optional<Account> account(AccountName name) throws StoreBusyException, BatchLostException {
            return batch.account(name);
        }

        @Override
        public boolean hasAccount(String keyHash) throws StoreBusyException, BatchLostException {
            return batch.hasAccount(keyHash);
        }

        @Override
        public ShopRecords shops() {
            shopQuestions.incrementAndGet();
            return batch.shops();
        }

        @Override
        public Map<DayKey, SettledDay> settledDays(Set<DayKey> keys) throws StoreBusyException, BatchLostException {
            return batch.settledDays(keys);
        }

        @Override
        public long nextAccountNumber() throws StoreBusyException, BatchLostException {
            return batch.nextAccountNumber();
        }

        @Override
        public void close() {
            batch.close();
        }
    }
}
