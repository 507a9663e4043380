package io.micropay.ledger;

import static io.micropay.ledger.TestLedger.posted;
import static io.micropay.ledger.TestShop.soldOut;
import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.money.Memo;
import io.micropay.money.OrderId;
import io.micropay.money.PaymentId;
import io.micropay.money.PaymentOrder;
import io.micropay.money.Sku;
import io.micropay.shop.Quote;
import io.micropay.testing.Crowd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/// How a basket is paid: the payment and the sale are one.
interface SaleRules {

    TestLedger test();

    private TestShop shop() {
        return TestShop.small(test());
    }

    private static void assertRefused(TransferOutcome outcome) {
        assertThat(outcome).isEqualTo(new TransferOutcome.Rejected(Rejection.ORDER));
    }

    @Test
    default void paidBasketIsSold() {
        TestShop shop = shop();
        Account joanne = test().open("Joanne", "10");
        Quote quote = shop.quote(joanne, "tea:2,cake:1");
        PaymentOrder payment = shop.payment(joanne, quote);

        PostedTransfer transfer = posted(shop.pay(joanne, payment));

        assertThat(test().balance(joanne)).isEqualTo("4.5");
        assertThat(shop.left("tea")).isEqualTo(1);
        assertThat(shop.left("cake")).isZero();
        Sale sale = new Sale(
                transfer.seq(),
                payment.id(),
                joanne.number(),
                shop.merchant().number(),
                quote.order(),
                quote.menuHash(),
                quote.basket());
        PaidOrder paid = new PaidOrder(joanne.name(), sale);
        Shops shops = test().ledger().shops();
        assertThat(shops.sale(joanne, payment.id())).contains(paid);
        assertThat(shops.sale(shop.merchant(), payment.id())).contains(paid);
        assertThat(shops.sale(test().open("Lily", "0"), payment.id())).isEmpty();
        assertThat(shops.sale(joanne, PaymentId.next())).isEmpty();
        test().restart();
        assertThat(test().ledger().shops().sale(test().account("Joanne"), payment.id()))
                .contains(paid);
    }

    /// What is sold no longer comes back when the quote would have expired.
    @Test
    default void soldStockStaysSold() {
        TestShop shop = shop();
        Account joanne = test().open("Joanne", "10");
        posted(shop.pay(joanne, shop.quote(joanne, "cake:1")));

        test().clock().move(Duration.ofHours(1));

        assertThat(shop.left("cake")).isZero();
        assertThat(shop.buy(joanne, "cake:1")).isEqualTo(soldOut("cake", 0));
    }

    @Test
    default void orderIsPaidOnce() {
        TestShop shop = shop();
        Account joanne = test().open("Joanne", "10");
        Quote quote = shop.quote(joanne, "tea:1");
        PaymentOrder payment = shop.payment(joanne, quote);
        TransferOutcome first = shop.pay(joanne, payment);

        assertThat(shop.pay(joanne, payment)).isEqualTo(first);
        assertRefused(shop.pay(joanne, quote));

        assertThat(test().balance(shop.merchant())).isEqualTo("1.25");
        assertThat(shop.left("tea")).isEqualTo(2);
        Quote next = shop.quote(joanne, "tea:1");
        assertThat(next.order()).isNotEqualTo(quote.order());
    }

    @Test
    default void paymentMustBeOfThatOrderExactly() {
        TestShop shop = shop();
        TestShop other = TestShop.open(test(), "Ned", "tea,,Tea,1.25,3");
        Account joanne = test().open("Joanne", "10");
        Account lily = test().open("Lily", "10");
        Quote quote = shop.quote(joanne, "tea:1");
        shop.quote(lily, "tea:1");
        other.quote(joanne, "tea:1");

        assertRefused(shop.pay(joanne, shop.payment(joanne, "1.250001", quote.order(), quote.basketHash())));
        assertRefused(shop.pay(joanne, shop.payment(joanne, "1.24", quote.order(), quote.basketHash())));
        assertRefused(shop.pay(joanne, shop.payment(joanne, "1.25", OrderId.next(), quote.basketHash())));
        assertRefused(shop.pay(joanne, shop.payment(joanne, "1.25", quote.order(), "5f".repeat(32))));
        assertRefused(shop.pay(lily, quote));
        assertRefused(other.pay(joanne, quote));

        assertThat(test().balance(joanne)).isEqualTo("10");
        assertThat(shop.left("tea")).isEqualTo(1);
        posted(shop.pay(joanne, quote));
    }

    @Test
    default void refusalIsRememberedAndACommitReplacesIt() {
        TestShop shop = shop();
        Account joanne = test().open("Joanne", "10");
        Quote quote = shop.quote(joanne, "cake:1");
        shop.quote(joanne, "tea:1");
        PaymentOrder payment = shop.payment(joanne, quote);
        assertRefused(shop.pay(joanne, payment));
        PaymentState refused = new PaymentState.Refused(Rejection.ORDER);

        assertThat(test().ledger().status(joanne, joanne, payment.id())).isEqualTo(refused);
        assertThat(test().ledger().status(shop.merchant(), joanne, payment.id()))
                .isEqualTo(refused);
        test().restart();
        Account payer = test().account("Joanne");
        assertThat(test().ledger().status(payer, payer, payment.id())).isEqualTo(refused);
    }

    @Test
    default void fundsComeBeforeTheOrderAndExpiryBeforeFunds() {
        TestShop shop = shop();
        Account poor = test().open("Poor", "1");
        PaymentOrder payment = shop.payment(poor, "3", OrderId.next(), "5f".repeat(32));

        assertThat(shop.pay(poor, payment)).isEqualTo(new TransferOutcome.Rejected(Rejection.INSUFFICIENT));
        test().clock().move(Duration.ofHours(1));
        assertThat(shop.pay(poor, payment)).isEqualTo(new TransferOutcome.Rejected(Rejection.EXPIRED));
    }

    @Test
    default void cancelledPaymentSellsNothing() {
        TestShop shop = shop();
        Account joanne = test().open("Joanne", "10");
        Quote quote = shop.quote(joanne, "cake:1");
        PaymentOrder payment = shop.payment(joanne, quote);
        test().ledger().cancel(joanne, payment.id());

        assertThat(shop.pay(joanne, payment)).isEqualTo(new TransferOutcome.Rejected(Rejection.CANCELLED));
        posted(shop.pay(joanne, quote));
    }

    /// A memo that only begins like an order's is words.
    @Test
    default void memoThatIsNoOrderIsPaidLikeAnyOther() {
        TestShop shop = shop();
        Account joanne = test().open("Joanne", "10");
        PaymentOrder plain = test().order(joanne, "1", shop.merchant());
        PaymentOrder words = new PaymentOrder(
                plain.payer(),
                plain.amount(),
                plain.payee(),
                plain.id(),
                plain.expires(),
                Memo.of("order: two teas").orElseThrow());

        posted(shop.pay(joanne, words));

        assertThat(test().ledger().shops().sale(joanne, words.id())).isEmpty();
    }

    @Test
    default void idOfAPaymentIsItsPayersFirstOfAll() {
        TestShop shop = shop();
        Account mel = shop.merchant();
        TestShop other = TestShop.open(test(), "Ned", "tea,,Tea,1,3");
        Account joanne = test().open("Joanne", "10");
        PaymentOrder joannes = shop.payment(joanne, shop.quote(joanne, "tea:2"));
        posted(shop.pay(joanne, joannes));
        Quote melsQuote = other.quote(mel, "tea:1");
        PaymentOrder mels = other.payment(mel, melsQuote);
        PaymentOrder same =
                new PaymentOrder(mels.payer(), mels.amount(), mels.payee(), joannes.id(), mels.expires(), mels.memo());

        posted(other.pay(mel, same));

        Shops shops = test().ledger().shops();
        assertThat(shops.sale(mel, same.id()).orElseThrow().buyer()).hasToString("Mel");
        assertThat(shops.sale(joanne, same.id()).orElseThrow().buyer()).hasToString("Joanne");
    }

    @Test
    default void quoteAndPaymentOfOneBatchSeeEachOther() {
        TestShop shop = shop();
        Account joanne = test().open("Joanne", "10");
        Account lily = test().open("Lily", "10");
        Quote quote = shop.quote(joanne, "cake:1");
        PaymentOrder payment = shop.payment(joanne, quote);
        PaymentOrder again = shop.payment(joanne, quote);

        List<Object> outcomes = test().inOneBatch(List.of(
                () -> shop.pay(joanne, payment),
                () -> shop.pay(joanne, again),
                () -> shop.pay(joanne, payment),
                () -> shop.buy(lily, "cake:1"),
                () -> shop.buy(joanne, "tea:1"),
                () -> test().ledger().shops().stock(shop.merchant(), new Sku("cake"), 1),
                () -> shop.buy(lily, "cake:1")));

        PostedTransfer transfer = posted((TransferOutcome) outcomes.get(0));
        assertRefused((TransferOutcome) outcomes.get(1));
        assertThat(outcomes.get(2)).isEqualTo(new TransferOutcome.Posted(transfer));
        assertThat(outcomes.get(3)).isEqualTo(soldOut("cake", 0));
        TestShop.quoted((QuoteOutcome) outcomes.get(4));
        Quote lilys = TestShop.quoted((QuoteOutcome) outcomes.get(6));
        test().restart();
        posted(shop.pay(test().account("Lily"), lilys));
        assertThat(shop.left("cake")).isZero();
        assertThat(shop.left("tea")).isEqualTo(2);
    }

    @Test
    default void ofManyWhoWantTheLastOneGetsIt() throws Exception {
        TestShop shop = shop();
        List<Callable<TransferOutcome>> buyers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Account buyer = test().open("Buyer" + i, "10");
            buyers.add(() -> shop.buy(buyer, "cake:1") instanceof QuoteOutcome.Quoted quoted
                    ? shop.pay(buyer, quoted.quote())
                    : new TransferOutcome.Rejected(Rejection.ORDER));
        }

        List<TransferOutcome> outcomes = Crowd.atOnce(buyers);

        assertThat(outcomes)
                .filteredOn(TransferOutcome.Posted.class::isInstance)
                .hasSize(1);
        assertThat(test().balance(shop.merchant())).isEqualTo("3");
        assertThat(shop.left("cake")).isZero();
    }

    /// Many buy, change their minds, and pay or not: what is left, held and sold is what was published, always.
    @Test
    default void stockIsExactWhateverBuyersDo() throws Exception {
        TestShop shop = TestShop.open(test(), "Mel", "a,,A,0.1,40", "b,,B,0.2,40", "c,,C,0.3,40");
        List<Callable<long[]>> buyers = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Account buyer = test().open("Buyer" + i, "1000");
            Random random = new Random(i);
            buyers.add(() -> shopAround(shop, buyer, random));
        }

        List<long[]> sold = Crowd.atOnce(buyers);

        test().clock().move(Duration.ofMinutes(5));
        long[] sum = new long[3];
        sold.forEach(each -> {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += each[i];
            }
        });
        assertThat(shop.left("a") + sum[0]).isEqualTo(40);
        assertThat(shop.left("b") + sum[1]).isEqualTo(40);
        assertThat(shop.left("c") + sum[2]).isEqualTo(40);
        assertThat(sum[0] + sum[1] + sum[2]).isPositive();
        assertThat(shop.merchant().position().balanceMicros())
                .isEqualTo(sum[0] * 100_000 + sum[1] * 200_000 + sum[2] * 300_000);
    }

    private long[] shopAround(TestShop shop, Account buyer, Random random) {
        long[] sold = new long[3];
        for (int round = 0; round < 20; round++) {
            int a = 1 + random.nextInt(3);
            int b = 1 + random.nextInt(3);
            int c = 1 + random.nextInt(3);
            QuoteOutcome outcome = shop.buy(buyer, "a:" + a + ",b:" + b + ",c:" + c);
            boolean paid = outcome instanceof QuoteOutcome.Quoted quoted
                    && random.nextBoolean()
                    && shop.pay(buyer, quoted.quote()) instanceof TransferOutcome.Posted;
            if (paid) {
                sold[0] += a;
                sold[1] += b;
                sold[2] += c;
            }
        }
        return sold;
    }
}
