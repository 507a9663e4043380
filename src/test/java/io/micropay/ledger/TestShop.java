package io.micropay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.money.Basket;
import io.micropay.money.OrderId;
import io.micropay.money.PaymentId;
import io.micropay.money.PaymentOrder;
import io.micropay.money.Purpose;
import io.micropay.money.Sku;
import io.micropay.shop.Menu;
import io.micropay.shop.MenuItem;
import io.micropay.shop.Quote;
import io.micropay.shop.ShopRefusal;
import io.micropay.testing.TestMenus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// A merchant's shop under test, and short ways to say what happens in it.
public final class TestShop {

    public static final String LEDGER = "ab".repeat(32);
    private static final byte[] SIGNED = "signed".getBytes(StandardCharsets.UTF_8);

    private final TestLedger test;
    private final String merchant;

    TestShop(TestLedger test, String merchant) {
        this.test = test;
        this.merchant = merchant;
    }

    /// A new account with a menu of these rows, without a header.
    static TestShop open(TestLedger test, String merchant, String... rows) {
        test.open(merchant, "0");
        TestShop shop = new TestShop(test, merchant);
        shop.publish(rows);
        return shop;
    }

    /// Mel's: three teas, and the last cake.
    static TestShop small(TestLedger test) {
        return open(test, "Mel", "tea,drinks,Tea,1.25,3", "cake,,Cake,3,1");
    }

    Account merchant() {
        return test.account(merchant);
    }

    private Shops shops() {
        return test.ledger().shops();
    }

    Menu publish(String... rows) {
        Menu menu = menu(rows);
        assertThat(shops().publish(merchant(), menu, SIGNED)).isEqualTo(new ShopOutcome.Done());
        return menu;
    }

    static Menu menu(String... rows) {
        String csv = "sku,category,title,price,stock\n" + String.join("\n", rows);
        return TestMenus.read(csv.getBytes(StandardCharsets.UTF_8));
    }

    ShopOutcome open(boolean open) {
        return shops().open(merchant(), open);
    }

    ShopOutcome stock(String sku, int left) {
        return shops().stock(merchant(), new Sku(sku), left);
    }

    QuoteOutcome buy(Account buyer, String basket) {
        return shops().quote(LEDGER, buyer, merchant(), Basket.parse(basket).orElseThrow());
    }

    Quote quote(Account buyer, String basket) {
        return quoted(buy(buyer, basket));
    }

    static Quote quoted(QuoteOutcome outcome) {
        assertThat(outcome).isInstanceOf(QuoteOutcome.Quoted.class);
        return ((QuoteOutcome.Quoted) outcome).quote();
    }

    static QuoteOutcome refused(ShopRefusal refusal) {
        return new QuoteOutcome.Refused(refusal);
    }

    static QuoteOutcome soldOut(String sku, int left) {
        return refused(ShopRefusal.soldOut(new Sku(sku), left));
    }

    /// The payment that pays a quote.
    PaymentOrder payment(Account buyer, Quote quote) {
        return payment(buyer, quote.amount().toString(), quote.order(), quote.basketHash());
    }

    PaymentOrder payment(Account buyer, String amount, OrderId order, String basketHash) {
        PaymentOrder plain = test.order(buyer, amount, merchant(), PaymentId.next(), Duration.ofMinutes(10));
        return new PaymentOrder(
                plain.payer(),
                plain.amount(),
                plain.payee(),
                plain.id(),
                plain.expires(),
                new Purpose.Order(order, basketHash).memo().orElseThrow());
    }

    TransferOutcome pay(Account buyer, PaymentOrder payment) {
        return test.commit(buyer, merchant(), payment);
    }

    TransferOutcome pay(Account buyer, Quote quote) {
        return pay(buyer, payment(buyer, quote));
    }

    MenuExcerpt browse(int skipped, int count) {
        return shops().menu(merchant(), skipped, count).orElseThrow();
    }

    /// How many of an item can be bought.
    int left(String sku) {
        return browse(0, 100).items().stream()
                .filter(item -> item.sku().text().equals(sku))
                .mapToInt(MenuItem::stock)
                .findFirst()
                .orElseThrow();
    }
}
