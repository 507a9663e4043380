package io.micropay.ledger;

import static io.micropay.ledger.TestShop.quoted;
import static io.micropay.ledger.TestShop.refused;
import static io.micropay.ledger.TestShop.soldOut;
import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.money.OrderId;
import io.micropay.money.PaymentOrder;
import io.micropay.money.Sku;
import io.micropay.shop.BasketHash;
import io.micropay.shop.Menu;
import io.micropay.shop.MenuItem;
import io.micropay.shop.Quote;
import io.micropay.shop.ShopRefusal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What there is to buy, and what a basket holds.
interface ShopRules {

    TestLedger test();

    private TestShop shop() {
        return TestShop.small(test());
    }

    @Test
    default void quoteSaysWhatTheBasketCostsAndWhatBindsIt() {
        TestShop shop = shop();
        Menu menu = shop.publish("tea,drinks,Tea,1.25,3", "cake,,Cake,3,1");
        Account joanne = test().open("Joanne", "10");

        Quote quote = shop.quote(joanne, "tea:2,cake:1");

        assertThat(quote.amount()).hasToString("5.5");
        assertThat(quote.menuHash()).isEqualTo(menu.hash());
        assertThat(quote.expiresAt())
                .isEqualTo(test().ledger().now() + Duration.ofMinutes(5).toMillis());
        assertThat(quote.basketHash())
                .isEqualTo(BasketHash.of(
                        TestShop.LEDGER, shop.merchant().name(), quote.order(), menu.hash(), quote.basket()));
    }

    @Test
    default void whatOneBuyerHoldsNobodyElseCanBuy() {
        TestShop shop = shop();
        Account joanne = test().open("Joanne", "10");
        Account lily = test().open("Lily", "10");

        shop.quote(joanne, "cake:1,tea:2");

        assertThat(shop.left("tea")).isEqualTo(1);
        assertThat(shop.buy(lily, "cake:1")).isEqualTo(soldOut("cake", 0));
        assertThat(shop.buy(lily, "tea:2")).isEqualTo(soldOut("tea", 1));
        assertThat(shop.quote(lily, "tea:1").amount()).hasToString("1.25");
    }

    @Test
    default void sameBasketIsAnsweredWithTheSameQuote() {
        TestShop shop = shop();
        Account joanne = test().open("Joanne", "10");
        Quote first = shop.quote(joanne, "tea:2,cake:1");

        test().clock().move(Duration.ofMinutes(4));

        assertThat(shop.quote(joanne, "cake:1,tea:2")).isEqualTo(first);
        assertThat(shop.left("tea")).isEqualTo(1);
    }

    @Test
    default void anotherBasketReplacesTheFirst() {
        TestShop shop = shop();
        Account joanne = test().open("Joanne", "10");
        Quote first = shop.quote(joanne, "tea:2,cake:1");

        Quote second = shop.quote(joanne, "tea:3");

        assertThat(second.order()).isNotEqualTo(first.order());
        assertThat(shop.left("tea")).isZero();
        assertThat(shop.left("cake")).isEqualTo(1);
        assertThat(shop.pay(joanne, first)).isEqualTo(new TransferOutcome.Rejected(Rejection.ORDER));
        TestLedger.posted(shop.pay(joanne, second));
    }

    @Test
    default void basketThatCannotBeHadLeavesTheOldOneStanding() {
        TestShop shop = shop();
        Account joanne = test().open("Joanne", "10");
        Quote first = shop.quote(joanne, "tea:2");

        assertThat(shop.buy(joanne, "tea:4")).isEqualTo(soldOut("tea", 3));

        assertThat(shop.left("tea")).isEqualTo(1);
        TestLedger.posted(shop.pay(joanne, first));
    }

    @Test
    default void expiredQuoteGivesItsStockBack() {
        TestShop shop = shop();
        Account joanne = test().open("Joanne", "10");
        Account lily = test().open("Lily", "10");
        Quote late = shop.quote(joanne, "cake:1");

        test().clock().move(Duration.ofMinutes(5).minusMillis(1));
        assertThat(shop.buy(lily, "cake:1")).isEqualTo(soldOut("cake", 0));
        test().clock().move(Duration.ofMillis(1));

        assertThat(shop.left("cake")).isEqualTo(1);
        assertThat(shop.pay(joanne, late)).isEqualTo(new TransferOutcome.Rejected(Rejection.ORDER));
        TestLedger.posted(shop.pay(lily, shop.quote(lily, "cake:1")));
        assertThat(shop.left("cake")).isZero();
    }

    /// Were it not gone for good, both would have what there is once.
    @Test
    default void clockThatGoesBackBringsNoExpiredQuoteBack() {
        TestShop shop = shop();
        Account joanne = test().open("Joanne", "10");
        Account lily = test().open("Lily", "10");
        Quote expired = shop.quote(joanne, "cake:1");
        test().clock().move(Duration.ofMinutes(5));
        Quote standing = shop.quote(lily, "cake:1");

        test().restart();
        test().clock().move(Duration.ofMinutes(-3));
        test().restart();

        assertThat(shop.pay(test().account("Joanne"), expired))
                .isEqualTo(new TransferOutcome.Rejected(Rejection.ORDER));
        TestLedger.posted(shop.pay(test().account("Lily"), standing));
        assertThat(shop.left("cake")).isZero();
    }

    @Test
    default void unknownShopsAndItemsAreToldApart() {
        TestShop shop = shop();
        Account joanne = test().open("Joanne", "10");
        TestShop none = new TestShop(test(), "Joanne");

        assertThat(none.buy(joanne, "tea:1")).isEqualTo(refused(ShopRefusal.NO_SHOP));
        assertThat(none.open(true)).isEqualTo(new ShopOutcome.Refused(ShopRefusal.NO_SHOP));
        assertThat(none.stock("tea", 1)).isEqualTo(new ShopOutcome.Refused(ShopRefusal.NO_SHOP));
        assertThat(test().ledger().shops().menu(joanne, 0, 10)).isEmpty();
        assertThat(test().ledger().shops().signedMenu(joanne)).isEmpty();
        assertThat(shop.buy(joanne, "tea:9,Tea:1")).isEqualTo(refused(ShopRefusal.noItem(new Sku("Tea"))));
        assertThat(shop.stock("Tea", 1)).isEqualTo(new ShopOutcome.Refused(ShopRefusal.noItem(new Sku("Tea"))));
    }

    @Test
    default void closedShopSellsOnlyWhatItHasQuoted() {
        TestShop shop = shop();
        Account joanne = test().open("Joanne", "10");
        Account lily = test().open("Lily", "10");
        Quote quote = shop.quote(joanne, "tea:1");

        assertThat(shop.open(false)).isEqualTo(new ShopOutcome.Done());

        assertThat(shop.buy(lily, "tea:1")).isEqualTo(refused(ShopRefusal.CLOSED));
        assertThat(shop.buy(lily, "nothing:1")).isEqualTo(refused(ShopRefusal.CLOSED));
        assertThat(shop.quote(joanne, "tea:1")).isEqualTo(quote);
        TestLedger.posted(shop.pay(joanne, quote));
        shop.publish("tea,,Tea,1,3");
        assertThat(shop.buy(lily, "tea:1")).isEqualTo(refused(ShopRefusal.CLOSED));
        shop.open(true);
        shop.quote(lily, "tea:1");
    }

    @Test
    default void stockIsCountedApartFromWhatIsHeld() {
        TestShop shop = shop();
        Account joanne = test().open("Joanne", "10");
        Account lily = test().open("Lily", "10");
        Quote quote = shop.quote(joanne, "tea:2");

        shop.stock("tea", 0);

        assertThat(shop.left("tea")).isZero();
        assertThat(shop.buy(lily, "tea:1")).isEqualTo(soldOut("tea", 0));
        TestLedger.posted(shop.pay(joanne, quote));
        shop.stock("tea", 999_999);
        assertThat(shop.left("tea")).isEqualTo(999_999);
    }

    @Test
    default void newMenuLeavesQuotesTheirPriceAndTheirStock() {
        TestShop shop = shop();
        Account joanne = test().open("Joanne", "10");
        Account lily = test().open("Lily", "10");
        Quote quote = shop.quote(joanne, "tea:2");

        shop.publish("tea,drinks,Tea,2,5", "scone,,Scone,1,1");

        assertThat(shop.left("tea")).isEqualTo(5);
        assertThat(shop.quote(joanne, "tea:2")).isEqualTo(quote);
        assertThat(shop.buy(lily, "cake:1")).isEqualTo(refused(ShopRefusal.noItem(new Sku("cake"))));
        assertThat(shop.quote(lily, "tea:5").amount()).hasToString("10");
        TestLedger.posted(shop.pay(joanne, quote));
        assertThat(test().balance(shop.merchant())).isEqualTo("2.5");
        assertThat(shop.left("tea")).isZero();
    }

    @Test
    default void quotedItemThatLeavesTheMenuCanStillBePaid() {
        TestShop shop = shop();
        Account joanne = test().open("Joanne", "10");
        Quote quote = shop.quote(joanne, "cake:1,tea:1");

        shop.publish("tea,,Tea,2,5");

        TestLedger.posted(shop.pay(joanne, quote));
        assertThat(shop.left("tea")).isEqualTo(5);
        shop.publish("cake,,Cake,2,4");
        assertThat(shop.left("cake")).isEqualTo(4);
    }

    @Test
    default void allIsThereAfterARestart() {
        TestShop shop = shop();
        Account joanne = test().open("Joanne", "10");
        Quote quote = shop.quote(joanne, "tea:2");

        test().restart();

        assertThat(shop.left("tea")).isEqualTo(1);
        assertThat(shop.quote(test().account("Joanne"), "tea:2")).isEqualTo(quote);
        assertThat(test().ledger().shops().signedMenu(shop.merchant()))
                .contains("signed".getBytes(StandardCharsets.UTF_8));
        TestLedger.posted(shop.pay(test().account("Joanne"), quote));
    }

    @Test
    default void menuIsReadPageByPageInItsOrder() {
        TestShop shop = shop();
        shop.publish(IntStream.rangeClosed(1, 45)
                .mapToObj(i -> "sku" + (100 - i) + ",c" + i + ",Titel \u00fc " + i + ",1," + i)
                .toArray(String[]::new));

        MenuExcerpt second = shop.browse(20, 20);
        MenuExcerpt third = shop.browse(40, 20);

        assertThat(second.itemsInAll()).isEqualTo(45);
        assertThat(second.items()).hasSize(20);
        assertThat(second.items().getFirst().sku()).hasToString("sku79");
        assertThat(second.items().getFirst().title().text()).isEqualTo("Titel \u00fc 21");
        assertThat(second.items().getFirst().category().text()).isEqualTo("c21");
        assertThat(third.items()).extracting(MenuItem::stock).containsExactly(41, 42, 43, 44, 45);
        assertThat(shop.browse(60, 20).items()).isEmpty();
        assertThat(shop.browse(60, 20).menuHash()).isEqualTo(second.menuHash());
    }

    /// By their names in lower case, as bytes: a database may have other ideas.
    @Test
    default void shopsAreListedInTheOrderOfTheirNames() {
        for (String name : List.of("b-b", "B.a", "a_c", "bB", "A-b")) {
            TestShop.open(test(), name, "tea,,Tea,1,1");
        }

        Shops shops = test().ledger().shops();

        assertThat(shops.list(0, 10))
                .extracting(shop -> shop.merchant().text())
                .containsExactly("A-b", "a_c", "b-b", "B.a", "bB");
        assertThat(shops.list(3, 1)).containsExactly(new ShopEntry(TestLedger.name("B.a"), 1));
        assertThat(shops.count()).isEqualTo(5);
    }

    @Test
    default void basketsOfOneBatchSeeEachOther() {
        TestShop shop = shop();
        Account joanne = test().open("Joanne", "10");
        Account lily = test().open("Lily", "10");

        List<QuoteOutcome> outcomes = test().inOneBatch(List.of(
                () -> shop.buy(joanne, "cake:1"),
                () -> shop.buy(lily, "cake:1"),
                () -> shop.buy(joanne, "tea:1"),
                () -> shop.buy(lily, "cake:1,tea:2"),
                () -> shop.buy(joanne, "tea:2")));

        quoted(outcomes.get(0));
        assertThat(outcomes.get(1)).isEqualTo(soldOut("cake", 0));
        Quote replaced = quoted(outcomes.get(2));
        Quote standing = quoted(outcomes.get(3));
        assertThat(outcomes.get(4)).isEqualTo(soldOut("tea", 1));
        test().restart();
        assertThat(shop.left("tea")).isZero();
        TestLedger.posted(shop.pay(test().account("Joanne"), replaced));
        TestLedger.posted(shop.pay(test().account("Lily"), standing));
        assertThat(shop.left("tea")).isZero();
        assertThat(shop.left("cake")).isZero();
    }

    @Test
    default void menuAndBasketsOfOneBatchSeeEachOther() {
        TestShop shop = shop();
        Account joanne = test().open("Joanne", "10");
        Account lily = test().open("Lily", "10");
        Quote before = shop.quote(lily, "tea:1");
        Menu menu = TestShop.menu("tea,,Tea,2,5");
        PaymentOrder payment = shop.payment(lily, before);

        List<Object> outcomes = test().inOneBatch(List.of(
                () -> shop.buy(joanne, "tea:2"),
                () -> test().ledger().shops().publish(shop.merchant(), menu, new byte[] {1}),
                () -> shop.stock("tea", 6),
                () -> shop.pay(lily, payment),
                () -> shop.buy(lily, "tea:6")));

        assertThat(quoted((QuoteOutcome) outcomes.get(0)).amount()).hasToString("2.5");
        TestLedger.posted((TransferOutcome) outcomes.get(3));
        assertThat(quoted((QuoteOutcome) outcomes.get(4)).amount()).hasToString("12");
        test().restart();
        assertThat(shop.left("tea")).isZero();
        TestLedger.posted(shop.pay(test().account("Joanne"), quoted((QuoteOutcome) outcomes.get(0))));
        test().clock().move(Duration.ofMinutes(5));
        assertThat(shop.left("tea")).isEqualTo(6);
    }

    @Test
    default void orderOfAnUnknownIdIsNotPaid() {
        TestShop shop = shop();
        Account joanne = test().open("Joanne", "10");

        assertThat(shop.pay(joanne, shop.payment(joanne, "1.25", OrderId.next(), "5f".repeat(32))))
                .isEqualTo(new TransferOutcome.Rejected(Rejection.ORDER));
    }
}
