package io.micropay.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.crypto.Fingerprint;
import io.micropay.money.AccountName;
import io.micropay.money.Base64Url;
import io.micropay.money.Memo;
import io.micropay.money.OrderId;
import io.micropay.money.PaymentId;
import io.micropay.money.PricedBasket;
import io.micropay.payment.Receipt;
import io.micropay.payment.ReceiptKeys;
import io.micropay.payment.ReceiptVerifier;
import io.micropay.shop.Purchase;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestReceipts;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a wallet takes for what was bought: nothing but what its payment was signed for, whoever says so.
class OwnPurchasesTest {

    private static final Fingerprint LEDGER = TestCertificates.shared().ledgerId();
    private static final OrderId ORDER = OrderId.next();
    private static final Purchase BOUGHT = purchase("tea:2:1.25");
    private static final Purchase MADE_UP = purchase("tea:1:2.5");
    private static final String HASH =
            BOUGHT.hash(LEDGER.hex(), AccountName.parse("Lily").orElseThrow(), ORDER);

    @TempDir
    private Path home;

    private QuotedPurchases quoted;
    private OwnPurchases purchases;
    private StoredReceipt paid;

    private static Purchase purchase(String basket) {
        return new Purchase(
                "5f".repeat(32),
                PricedBasket.parse(basket).orElseThrow(),
                List.of(Memo.of("Tea").orElseThrow()));
    }

    @BeforeEach
    void pay() {
        ReceiptStore receipts = new ReceiptStore(home.resolve("receipts"));
        quoted = new QuotedPurchases(home.resolve("quoted"));
        purchases =
                new OwnPurchases(new ReceiptVerifier(TestCertificates.shared().ca()), receipts, quoted);
        Receipt receipt =
                TestReceipts.receipt(1, "Joanne", "2.5", "Lily", PaymentId.next(), "order:" + ORDER + ":" + HASH);
        Base64Url key = Base64Url.of(new byte[] {1});
        Keeping keeping = receipts.keep(LEDGER, new VerifiedReceipt(receipt, new ReceiptKeys(key, key, key)));
        paid = new StoredReceipt(((Keeping.Kept) keeping).file(), receipt);
    }

    @Test
    void whatWasPaidForIsKeptWithItsReceipt() throws Exception {
        assertThat(purchases.of(paid)).isEmpty();
        assertThat(purchases.keep(paid, BOUGHT)).isTrue();
        assertThat(purchases.of(paid)).contains(BOUGHT);
    }

    @Test
    void whatIsMadeUpIsNotKept() throws Exception {
        assertThat(purchases.keep(paid, MADE_UP)).isFalse();
        assertThat(purchases.of(paid)).isEmpty();
    }

    @Test
    void whatWasQuotedIsKeptWithTheReceiptAndNoLongerBesideIt() throws Exception {
        purchases.keepQuoted(HASH, BOUGHT);
        assertThat(purchases.of(paid)).contains(BOUGHT);
        assertThat(quoted.find(HASH)).isEmpty();
        assertThat(purchases.of(paid)).contains(BOUGHT);
    }

    @Test
    void quoteThatSomebodyHasChangedIsNotBelieved() throws Exception {
        purchases.keepQuoted(HASH, MADE_UP);
        assertThat(purchases.of(paid)).isEmpty();
    }

    @Test
    void receiptThatSomebodyHasChangedIsNotBelieved() throws Exception {
        new ReceiptStore(home.resolve("receipts")).complete(paid, MADE_UP);
        assertThat(purchases.of(paid)).isEmpty();
    }
}
