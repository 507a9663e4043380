package io.micropay.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.ledger.Account;
import io.micropay.ledger.Ledger;
import io.micropay.ledger.PostedTransfer;
import io.micropay.ledger.QuoteOutcome;
import io.micropay.ledger.ShopOutcome;
import io.micropay.money.AccountName;
import io.micropay.money.Basket;
import io.micropay.shop.Menu;
import io.micropay.shop.MenuItem;
import io.micropay.shop.Quote;

/// A shop in a ledger without a server: Mel has sold two teas to Joanne, and quoted her one more.
public final class TestSale {

    private static final String CSV = TestMenus.HEADER + "tea,,Tea,1.25,5\ncake,,Cake,3,10\n";

    private TestSale() {}

    /// Makes it, and returns the transfer that paid the sale.
    public static PostedTransfer make(SignedLedger signed) {
        signed.open("Mel", "0").open("Joanne", "100");
        Ledger ledger = signed.ledger();
        Menu menu = TestMenus.read(CSV.getBytes(UTF_8));
        byte[] file = new TestMenus(TestCertificates.shared()).signed("Mel", CSV.getBytes(UTF_8));
        assertThat(ledger.shops().publish(account(ledger, "Mel"), menu, file)).isEqualTo(new ShopOutcome.Done());
        Quote quote = quote(ledger, "tea:2");
        PostedTransfer paid = signed.pay("Joanne", "2.5", "Mel", "order:" + quote.order() + ":" + quote.basketHash());
        quote(ledger, "tea:1");
        return paid;
    }

    private static Quote quote(Ledger ledger, String basket) {
        QuoteOutcome outcome = ledger.shops()
                .quote(
                        TestCertificates.shared().ledgerId().hex(),
                        account(ledger, "Joanne"),
                        account(ledger, "Mel"),
                        Basket.parse(basket).orElseThrow());
        assertThat(outcome).isInstanceOf(QuoteOutcome.Quoted.class);
        return ((QuoteOutcome.Quoted) outcome).quote();
    }

    /// What can be bought of the two items.
    public static void assertShelves(SignedLedger signed, int teas, int cakes) {
        Ledger ledger = signed.ledger();
        assertThat(ledger.shops()
                        .menu(account(ledger, "Mel"), 0, 10)
                        .orElseThrow()
                        .items())
                .extracting(MenuItem::stock)
                .containsExactly(teas, cakes);
    }

    private static Account account(Ledger ledger, String name) {
        return ledger.account(AccountName.parse(name).orElseThrow()).orElseThrow();
    }
}
