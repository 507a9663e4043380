package io.micropay.ledger;

import io.micropay.money.AccountName;
import io.micropay.money.PaymentId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Where the ledger keeps its accounts and transfers: the one contract every store fulfils.
///
/// A store is written by one thread of a process, batch after batch, and read by others through [Reader]s. Some
/// stores are shared: the servers of one ledger then write by turns.
///
/// Its failures are [LedgerException]s: after one from a batch nobody can say what is durable, and the ledger stops.
/// [StoreBusyException] promises that nothing was written, and [BatchLostException] that the store can tell, when the
/// batch is decided again, what of it was.
public interface LedgerStore extends AutoCloseable {

    /// What the ledger's clock had reached, as far as the store shows it, when it was opened: nothing that comes may be
    /// dated before that.
    ///
    /// @return milliseconds since 1970, 0 for a ledger in which nothing has happened
    long openingTime();

    /// Whether other processes may write it too. Then what this process has seen of an account may be out of date,
    /// and the store's clock is the one all of them go by.
    boolean isShared();

    /// How many readers the store can serve at the same time.
    int readersMax();

    /// Opens what one thread needs to read beside the writer.
    Reader openReader();

    /// The logins of all servers that use the store; the caller closes them before the store.
    Logins openLogins();

    /// Begins the transaction of a batch. Nobody else begins one before it ends.
    ///
    /// @param accounts all that the batch may move or ask about
    Batch begin(Collection<Account> accounts) throws StoreBusyException, BatchLostException;

    /// What the store does between batches, when nobody waits for it. Called by the writer.
    void maintain();

    /// Closes the store after the last batch; not called after a failure.
    @Override
    void close();

    /// Reads what is durable. Used by one thread at a time.
    interface Reader extends AutoCloseable {

        Optional<Account> account(AccountName name);

        Optional<Account> accountOfKey(String keyHash);

        Account treasury();

        /// The posted balance of an account, in millionths.
        long balanceMicros(long account);

        /// The clock of a shared store, in milliseconds since 1970; empty when the process goes by its own.
        OptionalLong time();

        Optional<PostedTransfer> transfer(long payer, PaymentId id);

        /// The newest `count` transfers of an account with a smaller sequence number than `before`, newest first.
        List<PostedTransfer> history(long account, long before, int count);

        /// Reads what shops have; used by the same thread.
        ShopReader shops();

        /// Reads what was paid on days; used by the same thread.
        DayReader days();

        @Override
        void close();
    }

    /// One batch: a transaction that sees what is durable, takes the batch's changes, and makes all of them durable
    /// or none. Closing it before the commit rolls it back.
    interface Batch extends AutoCloseable {

        /// The end of the chain that this batch goes on from.
        ChainHead head();

        /// The clock of a shared store as the batch began, in milliseconds since 1970; empty when the process goes by
        /// its own.
        OptionalLong time();

        /// Where one of the batch's accounts stands before the batch.
        Position position(Account account);

        /// What is known of these payments: nothing of those that are not in the answer. Refusals and cancellations
        /// from `rememberedSince` or before are forgotten.
        Map<PaymentKey, KnownPayment> known(Set<PaymentKey> keys, long rememberedSince)
                throws StoreBusyException, BatchLostException;

        /// How many cancellations of this payer are remembered.
        int cancellations(long payer, long rememberedSince) throws StoreBusyException, BatchLostException;

        Optional<Account> account(AccountName name) throws StoreBusyException, BatchLostException;

        boolean hasAccount(String keyHash) throws StoreBusyException, BatchLostException;

        /// The number that the next account opened will get.
        long nextAccountNumber() throws StoreBusyException, BatchLostException;

        /// The shops as this batch finds them.
        ShopRecords shops();

        /// Those of these days that are settled.
        Map<DayKey, SettledDay> settledDays(Set<DayKey> keys) throws StoreBusyException, BatchLostException;

        /// Writes the changes, not yet durably.
        void write(BatchChanges changes) throws StoreBusyException, BatchLostException;

        /// Makes the batch durable: when this returns, power may fail.
        void commit() throws StoreBusyException, BatchLostException;

        @Override
        void close();
    }
}
