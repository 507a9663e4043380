package io.micropay.ledger;

import io.micropay.money.AccountName;
import io.micropay.money.PaymentId;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// A shared store whose clock is the test's.
final class ClockedStore implements LedgerStore {

    private final LedgerStore store;
    private final Clock clock;

    ClockedStore(LedgerStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    private OptionalLong testTime() {
        return OptionalLong.of(clock.millis());
    }

    @Override
    public long openingTime() {
        return store.openingTime();
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
    public Reader openReader() {
        return new ClockedReader(store.openReader());
    }

    @Override
    public Batch begin(Collection<Account> accounts) throws StoreBusyException, BatchLostException {
        return new ClockedBatch(store.begin(accounts));
    }

    @Override
    public void maintain() {
        store.maintain();
    }

    @Override
    public void close() {
        store.close();
    }

    private final class ClockedReader implements Reader {

        private final Reader reader;

        ClockedReader(Reader reader) {
            this.reader = reader;
        }

        @Override
        public OptionalLong time() {
            return testTime();
        }

        @Override
        public Optional<Account> account(AccountName name) {
            return reader.account(name);
        }

        @Override
        public Optional<Account> accountOfKey(String keyHash) {
            return reader.accountOfKey(keyHash);
        }

        @Override
        public Account treasury() {
            return reader.treasury();
        }

        @Override
        public long balanceMicros(long account) {
            return reader.balanceMicros(account);
        }

        @Override
        public Optional<PostedTransfer> transfer(long payer, PaymentId id) {
            return reader.transfer(payer, id);
        }

        @Override
        public List<PostedTransfer> history(long account, long before, int count) {
            return reader.history(account, before, count);
        }

        @Override
        public ShopReader shops() {
            return reader.shops();
        }

        @Override
        public DayReader days() {
            return reader.days();
        }

        @Override
        public void close() {
            reader.close();
        }
    }

    private final class ClockedBatch implements Batch {

        private final Batch batch;

        ClockedBatch(Batch batch) {
            this.batch = batch;
        }

        @Override
        public OptionalLong time() {
            return testTime();
        }

        @Override
        public ChainHead head() {
            return batch.head();
        }

        @Override
        public Position position(Account account) {
            return batch.position(account);
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
        public void write(BatchChanges changes) throws StoreBusyException, BatchLostException {
            batch.write(changes);
        }

        @Override
        public void commit() throws StoreBusyException, BatchLostException {
            batch.commit();
        }

        @Override
        public void close() {
            batch.close();
        }
    }
}
