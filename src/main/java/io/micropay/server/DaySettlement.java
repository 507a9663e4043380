package io.micropay.server;

import io.micropay.crypto.CmsSigner;
import io.micropay.crypto.CmsVerifier;
import io.micropay.crypto.CryptoException;
import io.micropay.csv.CsvFault;
import io.micropay.daybook.DayBook;
import io.micropay.jfr.SettlementEvent;
import io.micropay.ledger.Account;
import io.micropay.ledger.DayState;
import io.micropay.ledger.Ledger;
import io.micropay.ledger.SettledDay;
import io.micropay.payment.AccountKeys;
import io.micropay.settlement.Reconciliation;
import io.micropay.settlement.ReportReader;
import io.micropay.settlement.SettlementReport;
import io.micropay.settlement.SettlementRow;
import io.micropay.wire.Block;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Settles the days of merchants: holds what one has sent in against the ledger, and gives a signed report.
///
/// The ledger decides, once for all its servers and durably, which file settles a day. Only then are the files written
/// for head office: whoever was cut off before sends the same again, and gets the same report.
final class DaySettlement {

    /// How many rows of a file the ledger may know nothing of: a merchant errs now and then, and what a stranger
    /// invents takes no room.
    private static final int EXTRA_MAX = 100;

    static final DayOutcome.Refused NOT_OVER = new DayOutcome.Refused("the day is not over (days are in UTC)");

    private final Ledger ledger;
    private final SettlementFolder folder;
    private final AccountKeys keys;
    private final FilingReader filings;
    private final CmsSigner signer;
    private final CmsVerifier verifier;
    private final ServerLog log;

    DaySettlement(ServedLedger served, HeadOffice office, AccountKeys keys, ServerLog log) {
        this.ledger = served.ledger();
        this.folder = office.folder();
        this.keys = keys;
        this.filings = new FilingReader(office.identity());
        this.signer = new CmsSigner(office.identity());
        this.verifier = new CmsVerifier(served.profile().authority());
        this.log = log;
    }

    /// Settles a day that is over.
    ///
    /// @param sealed as it came
    DayOutcome settle(Account merchant, LocalDate date, byte[] sealed, SettlementEvent event) {
        long start = System.nanoTime();
        Filing filing = opened(sealed, merchant, date);
        event.openingNanos = System.nanoTime() - start;
        return switch (filing) {
            case Filing.Refused refused -> new DayOutcome.Refused(refused.reason());
            case Filing.Filed filed -> settle(merchant, filed, sealed, event);
        };
    }

    /// The first question goes through the ledger's writer: when it is answered, all payments of the day are durable.
    private DayOutcome settle(Account merchant, Filing.Filed filed, byte[] sealed, SettlementEvent event) {
        LocalDate date = filed.file().header().date();
        byte[] hash = HexFormat.of().parseHex(filed.hash());
        DayState state = ledger.days().state(merchant, date, hash);
        if (state instanceof DayState.Open) {
            long start = System.nanoTime();
            Optional<byte[]> report = report(merchant, filed);
            event.reconciliationNanos = System.nanoTime() - start;
            if (report.isEmpty()) {
                return new DayOutcome.Refused("the file and the ledger differ in more than a report can hold");
            }
            state = ledger.days().settle(merchant, date, new SettledDay(hash, report.get()));
        }
        long start = System.nanoTime();
        DayOutcome outcome = outcome(state, merchant, filed, sealed);
        event.keepingNanos = System.nanoTime() - start;
        return outcome;
    }

    /// What is to be signed about a file; empty when it does not fit a block, or too much is not the ledger's.
    private Optional<byte[]> report(Account merchant, Filing.Filed filed) {
        Optional<List<SettlementRow>> inLedger = DayBook.rows(
                ledger.days(), ledger::account, merchant, filed.file().header().date());
        return inLedger.map(rows -> Reconciliation.of(filed.file().rows(), rows))
                .filter(found -> found.extra() <= EXTRA_MAX)
                .map(found -> new SettlementReport(filed.file().header(), filed.hash(), found).csv())
                .filter(csv -> csv.length <= Block.BYTES_MAX)
                .map(this::signed)
                .filter(report -> report.length <= Block.BYTES_MAX)
                .map(this::verified);
    }

    /// A report that is not true, as by a certificate that has ended meanwhile, must not become the day's for ever.
    private byte[] verified(byte[] report) {
        found(report);
        return report;
    }

    private byte[] signed(byte[] csv) {
        try {
            return signer.sign(csv, Instant.ofEpochMilli(ledger.now()));
        } catch (CryptoException impossible) {
            throw new IllegalStateException("a report of the size of a block cannot be signed", impossible);
        }
    }

    private DayOutcome outcome(DayState state, Account merchant, Filing.Filed filed, byte[] sealed) {
        return switch (state) {
            case DayState.Settled settled ->
                kept(merchant, filed, sealed, settled.day().report());
            case DayState.SettledOtherwise otherwise ->
                new DayOutcome.Refused("the day is settled already, with another file");
            case DayState.Busy busy -> new DayOutcome.Busy();
            case DayState.NotOver notOver -> NOT_OVER;
            case DayState.Open open ->
                throw new IllegalStateException(
                        "settled, and yet open: " + filed.file().header().date());
        };
    }

    /// The ledger says which file and which report are the day's: what else head office has by now is no longer true.
    private DayOutcome kept(Account merchant, Filing.Filed filed, byte[] sealed, byte[] report) {
        LocalDate date = filed.file().header().date();
        DayOutcome settled = new DayOutcome.Settled(found(report), report);
        try {
            folder.keep(
                    merchant.name(),
                    date,
                    sealed,
                    there -> isSame(there, merchant, filed),
                    report,
                    (untrue, aside) -> log.shops().settlementReplaced(merchant, date, untrue, aside));
            return settled;
        } catch (IOException unwritable) {
            log.settlementsFail(folder.path(), unwritable);
            return new DayOutcome.Busy();
        }
    }

    private boolean isSame(byte[] sealed, Account merchant, Filing.Filed filed) {
        return opened(sealed, merchant, filed.file().header().date()) instanceof Filing.Filed other
                && other.hash().equals(filed.hash());
    }

    private Filing opened(byte[] sealed, Account merchant, LocalDate date) {
        return filings.read(sealed, merchant.name(), keys.of(merchant), date);
    }

    private Reconciliation found(byte[] report) {
        try {
            return ReportReader.read(verifier.verifyReport(report).content()).reconciliation();
        } catch (CryptoException | CsvFault damaged) {
            throw new IllegalStateException("a report of this ledger is not true: " + damaged.getMessage(), damaged);
        }
    }
}
