package io.micropay.daybook;

import io.micropay.ledger.Account;
import io.micropay.ledger.DayPayment;
import io.micropay.ledger.DayReader;
import io.micropay.money.AccountName;
import io.micropay.money.Paid;
import io.micropay.money.PaymentId;
import io.micropay.money.Purpose;
import io.micropay.money.UtcDay;
import io.micropay.settlement.LedgerPayment;
import io.micropay.settlement.MerchantDay;
import io.micropay.settlement.SettlementRow;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/// Gathers from a ledger what belongs to a merchant's day, page by page and beside the writer.
///
/// Of the days before, only what the day's refunds pay back is kept in memory, and what was paid back of it before.
public final class DayBook {

    private static final int PAGE = 1_000;

    /// Twice as many as a settlement of the largest size can list.
    private static final int PAYMENTS_MAX = 250_000;

    private final DayReader days;
    private final Function<AccountName, Optional<Account>> accounts;
    private final Account merchant;
    private final List<DayPayment> taken = new ArrayList<>();
    private final Set<Original> paidBack = new HashSet<>();

    /// A payment that a refund claims to pay back: an id belongs to its payer.
    private record Original(AccountName payer, PaymentId id) {}

    private DayBook(DayReader days, Function<AccountName, Optional<Account>> accounts, Account merchant) {
        this.days = days;
        this.accounts = accounts;
        this.merchant = merchant;
    }

    /// The payments of a day in the order of the ledger; empty when they are too many.
    ///
    /// @param accounts finds an account by its name
    /// @param date in UTC, over, with all that was decided on it durable
    public static Optional<List<SettlementRow>> rows(
            DayReader days, Function<AccountName, Optional<Account>> accounts, Account merchant, LocalDate date) {
        return new DayBook(days, accounts, merchant).rows(date);
    }

    private Optional<List<SettlementRow>> rows(LocalDate date) {
        UtcDay utc = new UtcDay(date);
        long first = days.firstSince(utc.firstMilli());
        take(first, days.firstSince(utc.endMilli()), payment -> true);
        for (DayPayment payment : taken) {
            claimed(payment.paid()).ifPresent(paidBack::add);
        }
        take(earliestPaidBack(first), first, this::belongsToRefund);
        if (taken.size() > PAYMENTS_MAX) {
            return Optional.empty();
        }
        MerchantDay day = new MerchantDay(merchant.name(), date);
        for (DayPayment payment : taken.reversed()) {
            day.add(new LedgerPayment(payment.paid(), payment.committedAt()));
        }
        return Optional.of(day.rows());
    }

    /// Takes the merchant's payments from number `from` up to, and not with, `before`; the newest first.
    private void take(long from, long before, Predicate<DayPayment> wanted) {
        long end = before;
        while (end > from && taken.size() <= PAYMENTS_MAX) {
            List<DayPayment> page = days.payments(merchant.number(), end, PAGE);
            page.stream()
                    .filter(payment -> payment.seq() >= from)
                    .filter(wanted)
                    .forEach(taken::add);
            end = page.isEmpty() ? from : page.getLast().seq();
        }
    }

    private static Optional<Original> claimed(Paid payment) {
        return Purpose.of(payment.memo()) instanceof Purpose.Refund(PaymentId original)
                ? Optional.of(new Original(payment.payee(), original))
                : Optional.empty();
    }

    private long earliestPaidBack(long otherwise) {
        return paidBack.stream()
                .map(this::seq)
                .flatMapToLong(OptionalLong::stream)
                .reduce(otherwise, Math::min);
    }

    private OptionalLong seq(Original original) {
        Optional<Account> payer = accounts.apply(original.payer());
        return payer.isEmpty() ? OptionalLong.empty() : days.seq(payer.get().number(), original.id());
    }

    private boolean belongsToRefund(DayPayment payment) {
        Paid paid = payment.paid();
        return paidBack.contains(new Original(paid.payer(), paid.id()))
                || claimed(paid).filter(paidBack::contains).isPresent();
    }
}
