package io.micropay.ledger;

import io.micropay.ledger.BatchChanges.HistoryMark;
import java.util.List;

/// A new ledger that takes in all rows of another.
///
/// It is nobody's ledger before it is complete: closed before that, it leaves nothing behind. Every method throws a
/// [LedgerException] when a row cannot be taken in.
public interface LedgerIntake extends AutoCloseable {

    /// Binds it to the CA with this fingerprint.
    void bind(String ledgerId);

    void accounts(List<ArchivedAccount> page);

    /// Takes positions of accounts that were taken in.
    void positions(List<ArchivedPosition> page);

    /// Takes transfers between accounts that were taken in.
    void transfers(List<ArchivedTransfer> page);

    /// Takes marks of transfers that were taken in.
    void marks(List<HistoryMark> page);

    void refusals(List<ArchivedRefusal> page);

    void cancellations(List<ArchivedCancellation> page);

    /// Notes behind which transfer every payment whose memo names an order has its sale.
    void shopStart(long seq);

    /// Takes shops of accounts that were taken in.
    void shops(List<ArchivedShop> page);

    /// Takes items of shops that were taken in.
    void items(List<ArchivedItem> page);

    /// Takes settled days of accounts that were taken in.
    void settlements(List<ArchivedSettlement> page);

    /// Takes sales that were paid with transfers that were taken in.
    void sales(List<ArchivedSale> page);

    /// What was taken in so far, to be looked at before it counts. Closed with the intake.
    LedgerArchive written();

    /// Makes it a ledger, durably: when this returns, power may fail.
    void complete();

    @Override
    void close();
}
