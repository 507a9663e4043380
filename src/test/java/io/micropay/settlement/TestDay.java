package io.micropay.settlement;

import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.money.Memo;
import io.micropay.money.NetAmount;
import io.micropay.money.Paid;
import io.micropay.money.PaymentId;
import io.micropay.money.Timestamp;
import java.time.LocalDate;

/// Payments to and from Lily, who has a shop, around the first of May.
final class TestDay {

    static final AccountName LILY = name("Lily");
    static final LocalDate DATE = LocalDate.parse("2026-05-01");
    static final String LEDGER = "0123456789abcdef".repeat(4);

    private TestDay() {}

    static AccountName name(String text) {
        return text.equals("@treasury")
                ? AccountName.TREASURY
                : AccountName.parse(text).orElseThrow();
    }

    static LedgerPayment payment(String payer, String amount, String payee, String memo, String committedAt) {
        return payment(payer, amount, payee, PaymentId.next(), memo, committedAt);
    }

    static LedgerPayment payment(
            String payer, String amount, String payee, PaymentId id, String memo, String committedAt) {
        return new LedgerPayment(
                new Paid(
                        name(payer),
                        name(payee),
                        id,
                        Amount.parse(amount).orElseThrow(),
                        Memo.of(memo).orElseThrow()),
                Timestamp.parse(committedAt).orElseThrow());
    }

    static SettlementRow row(PaymentId id, String order, String amount, String committedAt) {
        return new SettlementRow(
                id,
                order,
                NetAmount.parse(amount).orElseThrow(),
                Timestamp.parse(committedAt).orElseThrow());
    }
}
