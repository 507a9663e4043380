package io.micropay.ledger;

import io.micropay.money.AccountName;
import io.micropay.money.PaymentId;
import java.util.List;
import java.util.Optional;

/// Where the ledger keeps its accounts and transfers: the one contract every store fulfils.
///
/// A store is written by one thread, batch after batch, and read by others through [Reader]s. Its failures are
/// [LedgerException]s: after one from a batch nobody can say what is durable, and the ledger stops. Only
/// [StoreBusyException] promises that nothing was written.
public interface LedgerStore extends AutoCloseable {

    /// The end of the chain as the store was opened.
    ChainHead openingHead();

    /// Opens what one thread needs to read beside the writer.
    Reader openReader();

    /// Begins the transaction of a batch.
    ///
    /// @param rememberedSince refusals and cancellations from this moment or before, in milliseconds since 1970,
    ///     count as forgotten
    Batch begin(long rememberedSince) throws StoreBusyException;

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

        Optional<PostedTransfer> transfer(long payer, PaymentId id);

        /// The newest `count` transfers of an account with a smaller sequence number than `before`, newest first.
        List<PostedTransfer> history(long account, long before, int count);

        @Override
        void close();
    }

    /// One batch: a transaction that sees what is durable, takes the batch's changes, and makes all of them durable
    /// or none. Closing it before the commit rolls it back.
    interface Batch extends AutoCloseable {

        /// The end of the chain that this batch goes on from.
        ChainHead head() throws StoreBusyException;

        KnownPayment known(PaymentKey key) throws StoreBusyException;

        /// How many cancellations of this payer are remembered.
        int cancellations(long payer) throws StoreBusyException;

        boolean isTaken(AccountName name) throws StoreBusyException;

        boolean hasAccount(String keyHash) throws StoreBusyException;

        /// The number that the next account opened will get.
        long nextAccountNumber() throws StoreBusyException;

        /// Writes the changes, not yet durably.
        void write(BatchChanges changes) throws StoreBusyException;

        /// Makes the batch durable: when this returns, power may fail.
        void commit() throws StoreBusyException;

        @Override
        void close();
    }
}
