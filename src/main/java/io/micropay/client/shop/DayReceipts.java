package io.micropay.client.shop;

import io.micropay.client.ReceiptStore;
import io.micropay.client.Wallet;
import io.micropay.crypto.Signatures;
import io.micropay.money.AccountName;
import io.micropay.money.Paid;
import io.micropay.money.PaymentId;
import io.micropay.money.Purpose;
import io.micropay.money.UtcDay;
import io.micropay.payment.Receipt;
import io.micropay.settlement.LedgerPayment;
import io.micropay.settlement.MerchantDay;
import io.micropay.settlement.SettlementRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// What the receipts of a wallet say of a merchant's day.
///
/// A receipt counts when the ledger has signed it and one of its sides is this wallet's key. Whether both sides have
/// signed was checked before it was kept, and what is filed is held against the ledger all the same.
final class DayReceipts {

    /// A receipt is kept after its payment, by a clock that is at most a day from the ledger's.
    private static final Duration CLOCKS_APART_MAX = Duration.ofDays(1);

    private final Wallet wallet;
    private final AccountName merchant;

    /// A receipt, without its signatures: a day may have a hundred thousand.
    private record Line(long seq, LedgerPayment payment) {}

    DayReceipts(Wallet wallet, AccountName merchant) {
        this.wallet = wallet;
        this.merchant = merchant;
    }

    /// The day's payments, in the order of the ledger.
    ///
    /// @throws IOException when a receipt cannot be read
    List<SettlementRow> rows(LocalDate date, DayProgress progress) throws IOException {
        List<Line> lines = new ArrayList<>(keptSince(date, progress));
        lines.addAll(paidBackOn(date, lines));
        lines.sort(Comparator.comparingLong(Line::seq));
        MerchantDay day = new MerchantDay(merchant, date);
        long before = 0;
        for (Line line : lines) {
            if (line.seq() > before) {
                day.add(line.payment());
            }
            before = line.seq();
        }
        return day.rows();
    }

    private List<Line> keptSince(LocalDate date, DayProgress progress) throws IOException {
        Instant earliest = Instant.ofEpochMilli(new UtcDay(date).firstMilli()).minus(CLOCKS_APART_MAX);
        List<Path> files = wallet.folder().receipts().keptSince(earliest);
        AtomicInteger done = new AtomicInteger();
        return read(files, () -> progress.read(done.incrementAndGet(), files.size()));
    }

    private List<Line> read(List<Path> files, Runnable beforeEach) throws IOException {
        // Else the first of many threads would load them, and the others wait for it.
        Signatures.preferred();
        try {
            return files.parallelStream()
                    .flatMap(file -> {
                        beforeEach.run();
                        return read(file).stream();
                    })
                    .toList();
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
    }

    private Optional<Line> read(Path file) {
        try {
            return ReceiptStore.read(file).flatMap(wallet::ownReceipt).map(DayReceipts::line);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Line line(Receipt receipt) {
        Paid paid = new Paid(receipt.payer(), receipt.payee(), receipt.id(), receipt.amount(), receipt.memo());
        return new Line(receipt.seq(), new LedgerPayment(paid, receipt.committedAt()));
    }

    /// The payments of earlier days that refunds of this one pay back. Another payer's of the same id does no harm.
    private List<Line> paidBackOn(LocalDate date, List<Line> lines) throws IOException {
        Set<PaymentId> originals = new HashSet<>();
        UtcDay day = new UtcDay(date);
        for (Line line : lines) {
            if (day.contains(line.payment().committedAt())
                    && Purpose.of(line.payment().paid().memo()) instanceof Purpose.Refund(PaymentId original)) {
                originals.add(original);
            }
        }
        return originals.isEmpty() ? List.of() : read(wallet.folder().receipts().filesOf(originals), () -> {});
    }
}
