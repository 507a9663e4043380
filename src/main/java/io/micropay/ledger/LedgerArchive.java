package io.micropay.ledger;

import io.micropay.ledger.BatchChanges.HistoryMark;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// A whole ledger to be read from end to end, beside the servers that write it, whom it does not disturb.
///
/// What changes is read in a [Snapshot], which ends soon: as long as it is open, a store must keep what is replaced
/// meanwhile. The journal and the settled days only grow, so they are read after that, as far as the snapshot has seen
/// them, holding nothing.
///
/// All rows come as they are stored. Used by one thread. Every method throws a [LedgerException] when the ledger
/// cannot be read.
public interface LedgerArchive extends AutoCloseable {

    /// Begins to see the ledger as it stands now.
    Snapshot snapshot();

    /// The transfers with a greater sequence number than `after`, up to `last`, in order; `count` at most.
    List<ArchivedTransfer> transfers(long after, long last, int count);

    /// What was sold with the transfers with a greater sequence number than `after`, up to `last`, in order.
    List<ArchivedSale> sales(long after, long last);

    /// The first transfer up to `last` that repeats an earlier one's payer and id.
    OptionalLong repeatedPayment(long last);

    /// The first mark in a history, by account and then in order, of a transfer that there is not.
    Optional<HistoryMark> strayMark();

    /// The number of the first sale with a transfer that there is not.
    OptionalLong straySale();

    /// All marks of transfers up to `last`, by account and then in order, page by page.
    void marks(long last, Consumer<List<HistoryMark>> pages);

    /// All settled days, in the order of the merchants' numbers and then of the days, page by page: a day that is
    /// settled stays as it is. Nothing is held while a page is looked at. It is short, since each day may hold
    /// a long report.
    void settlements(Consumer<List<ArchivedSettlement>> pages);

    /// Opens what it takes to look up single accounts and their histories.
    LedgerStore.Reader openReader();

    /// What is wrong with the form in which the store itself keeps its rows; empty when nothing is.
    Optional<String> damage();

    @Override
    void close();

    /// All that changes, as it stood at one moment. Rows come page by page.
    interface Snapshot extends AutoCloseable {

        /// Which ledger this is: the fingerprint of its CA's key; empty before a server was started on it.
        Optional<String> ledgerId();

        /// The end of the chain.
        ChainHead head();

        /// In the order of their numbers.
        void accounts(Consumer<List<ArchivedAccount>> pages);

        /// In the order of the accounts' numbers.
        void positions(Consumer<List<ArchivedPosition>> pages);

        void refusals(Consumer<List<ArchivedRefusal>> pages);

        void cancellations(Consumer<List<ArchivedCancellation>> pages);

        /// The transfer behind which every payment whose memo names an order has its sale; 0 when all have.
        long shopStart();

        /// In the order of the merchants' numbers; a page is short, since each holds a whole menu. What is quoted and
        /// not paid is no part of an archive: it lasts for minutes, and gives its stock back.
        void shops(Consumer<List<ArchivedShop>> pages);

        /// In the order of the merchants' numbers, and then of the menu.
        void items(Consumer<List<ArchivedItem>> pages);

        /// In the order of the merchants' numbers, and then of the days; a page is short, since each may hold a long
        /// report.
        void settlements(Consumer<List<ArchivedSettlement>> pages);

        /// Which days are settled, in the same order, without what was said of them.
        void settledDays(Consumer<List<ArchivedDay>> pages);

        @Override
        void close();
    }
}
