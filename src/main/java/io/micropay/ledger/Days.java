package io.micropay.ledger;

import io.micropay.money.PaymentId;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;

/// The days of merchants: what was paid on them, and which are settled.
///
/// All methods block, and throw a [LedgerBusyException] when a shared store cannot be asked now.
public final class Days implements DayReader {

    private final Ledger ledger;
    private final ReaderGroup readers;

    Days(Ledger ledger, ReaderGroup readers) {
        this.ledger = ledger;
        this.readers = readers;
    }

    /// Whether a day is settled, and with this file; behind every transfer already decided.
    ///
    /// @param fileHash SHA-256 of the merchant's file
    /// @throws ClockWrongException while the clock is wrong
    public DayState state(Account merchant, LocalDate date, byte[] fileHash) {
        return ledger.ask(PendingDay.question(new DayKey(merchant.number(), date), fileHash));
    }

    /// Settles a day that is not settled yet, durably; of several files the first one counts. A day that is not over
    /// is not settled.
    ///
    /// @throws ClockWrongException while the clock is wrong
    public DayState settle(Account merchant, LocalDate date, SettledDay day) {
        return ledger.ask(PendingDay.settlement(new DayKey(merchant.number(), date), day));
    }

    @Override
    public long firstSince(long epochMillis) {
        return readers.read(reader -> reader.days().firstSince(epochMillis));
    }

    @Override
    public List<DayPayment> payments(long account, long before, int count) {
        return readers.read(reader -> reader.days().payments(account, before, count));
    }

    @Override
    public OptionalLong seq(long payer, PaymentId id) {
        return readers.read(reader -> reader.days().seq(payer, id));
    }
}
