package io.micropay.settlement;

import io.micropay.money.AccountName;
import io.micropay.money.NetAmount;
import io.micropay.money.Paid;
import io.micropay.money.RefundTally;
import io.micropay.money.UtcDay;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// What of the ledger belongs to a merchant's day: the payments that he was paid, and the refunds that he paid.
///
/// What else he spent is his own affair, and what he gets back for it, and so is an opening deposit: none of it is a
/// sale. Refunds belong to the day on which they were paid, whenever the original was.
public final class MerchantDay {

    private final AccountName merchant;
    private final UtcDay day;
    private final RefundTally refunds = new RefundTally();
    private final List<SettlementRow> rows = new ArrayList<>();

    /// Begins a day without payments.
    ///
    /// @param date in UTC
    public MerchantDay(AccountName merchant, LocalDate date) {
        this.merchant = merchant;
        this.day = new UtcDay(date);
    }

    /// Takes the next payment, in the order of the ledger: each to or from the merchant of this day, and those of
    /// earlier days that are paid back on it, or were before. Others do no harm.
    public void add(LedgerPayment payment) {
        boolean isRefund = refunds.add(payment.paid()).isPresent();
        if (day.contains(payment.committedAt())) {
            addRow(payment, isRefund);
        }
    }

    private void addRow(LedgerPayment payment, boolean isRefund) {
        Paid paid = payment.paid();
        NetAmount amount = NetAmount.of(paid.amount());
        boolean isSale = paid.payee().equals(merchant) && !paid.payer().equals(AccountName.TREASURY);
        if (isSale && !isRefund) {
            rows.add(new SettlementRow(paid.id(), payment.order(), amount, payment.committedAt()));
        } else if (paid.payer().equals(merchant) && isRefund) {
            rows.add(new SettlementRow(paid.id(), payment.order(), amount.negated(), payment.committedAt()));
        }
    }

    /// The payments of the day, in the order of the ledger.
    public List<SettlementRow> rows() {
        return List.copyOf(rows);
    }
}
