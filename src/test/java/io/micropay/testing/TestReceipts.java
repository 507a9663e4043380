package io.micropay.testing;

import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.money.Base64Url;
import io.micropay.money.Memo;
import io.micropay.money.PaymentId;
import io.micropay.money.Timestamp;
import io.micropay.payment.Receipt;
import java.util.Optional;

/// Receipts that say what a test wants, and that nobody has signed.
public final class TestReceipts {

    private static final String HASH = "a".repeat(64);
    private static final Base64Url SIGNATURE = Base64Url.of(new byte[] {1});

    private TestReceipts() {}

    /// A receipt of one payment.
    ///
    /// @param seq also the minute of 1970 in which it was committed
    public static Receipt receipt(long seq, String payer, String amount, String payee, PaymentId id, String memo) {
        Timestamp committedAt = Timestamp.ofEpochMillis(seq * 60_000);
        return new Receipt(
                seq,
                payer.equals(AccountName.TREASURY.text())
                        ? AccountName.TREASURY
                        : AccountName.parse(payer).orElseThrow(),
                Amount.parse(amount).orElseThrow(),
                AccountName.parse(payee).orElseThrow(),
                id,
                Optional.of(committedAt),
                Memo.of(memo).orElseThrow(),
                committedAt,
                HASH,
                HASH,
                SIGNATURE,
                SIGNATURE,
                HASH,
                HASH,
                SIGNATURE);
    }
}
