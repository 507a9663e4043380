package io.micropay.client.shop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.client.Keeping;
import io.micropay.client.PaymentResult;
import io.micropay.money.AccountName;
import io.micropay.money.OrderId;
import io.micropay.money.PaymentId;
import io.micropay.money.PricedBasket;
import io.micropay.money.Purpose;
import io.micropay.payment.Receipt;
import io.micropay.shop.BasketHash;
import io.micropay.shop.Menu;
import io.micropay.testing.TestMenus;
import io.micropay.testing.TestReceipts;
import io.micropay.wire.Response;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A sale as it was, and each way in which a server can tell it otherwise.
class CheckedSaleTest {

    private static final String LEDGER = "1e".repeat(32);
    private static final AccountName MEL = AccountName.parse("Mel").orElseThrow();
    private static final OrderId ORDER = OrderId.next();
    private static final Menu MENU = menu("tea,,Tea,1.25,40\ncake,,Cake,3,10\n");
    private static final String BASKET = "cake:1:3,tea:2:1.25";

    private static Menu menu(String rows) {
        byte[] csv = (TestMenus.HEADER + rows).getBytes(UTF_8);
        return TestMenus.read(csv);
    }

    private static PricedBasket basket(String text) {
        return PricedBasket.parse(text).orElseThrow();
    }

    private static Purpose.Order purpose(String basket) {
        return new Purpose.Order(ORDER, BasketHash.of(LEDGER, MEL, ORDER, MENU.hash(), basket(basket)));
    }

    private static Receipt payment(String amount, Purpose.Order purpose) {
        return TestReceipts.receipt(
                7,
                "Joanne",
                amount,
                "Mel",
                PaymentId.next(),
                purpose.memo().orElseThrow().text());
    }

    private static Response.Receipt told(OrderId order, String menuHash, String basket, Receipt payment) {
        return new Response.Receipt(order, menuHash, basket(basket), payment.proof());
    }

    private static List<SaleFault> faults(Receipt payment, Purpose.Order purpose, Response.Receipt told) {
        return sale(payment, purpose, told, Optional.of(MENU)).faults();
    }

    private static CheckedSale sale(
            Receipt payment, Purpose.Order purpose, Response.Receipt told, Optional<Menu> menu) {
        return CheckedSale.of(payment, Optional.of(kept(payment)), purpose, told, LEDGER, menu);
    }

    private static PaymentResult.Paid kept(Receipt payment) {
        return new PaymentResult.Paid(payment, new Keeping.NotKept("no disk"));
    }

    @Test
    void whatBuyerAndMerchantHaveSignedIsTrue() {
        Purpose.Order purpose = purpose(BASKET);
        Receipt payment = payment("5.5", purpose);

        CheckedSale sale = sale(payment, purpose, told(ORDER, MENU.hash(), BASKET, payment), Optional.of(MENU));

        assertThat(sale.isTrue()).isTrue();
        assertThat(sale.purchase().orElseThrow().title(1).text()).isEqualTo("Tea");
    }

    @Test
    void otherItemsThanTheBuyerHasSignedForAreNot() {
        Purpose.Order purpose = purpose(BASKET);
        Receipt payment = payment("5.5", purpose);

        assertThat(faults(payment, purpose, told(ORDER, MENU.hash(), "cake:1:3,tea:3:1.25", payment)))
                .containsExactlyInAnyOrder(SaleFault.BASKET, SaleFault.TOTAL);
        assertThat(faults(payment, purpose, told(ORDER, MENU.hash(), "cake:1:2.5,tea:2:1.5", payment)))
                .containsExactlyInAnyOrder(SaleFault.BASKET, SaleFault.PRICE);
        assertThat(faults(payment, purpose, told(ORDER, "5f".repeat(32), BASKET, payment)))
                .containsExactly(SaleFault.BASKET);
    }

    /// Buyer and server agree on a price that is not the merchant's.
    @Test
    void pricesThatAreNotOnTheMenuAreNot() {
        String cheap = "cake:1:0.01,tea:2:1.25";
        Purpose.Order purpose = purpose(cheap);
        Receipt payment = payment("2.51", purpose);
        assertThat(faults(payment, purpose, told(ORDER, MENU.hash(), cheap, payment)))
                .containsExactly(SaleFault.PRICE);

        String unknown = "beer:1:3";
        Purpose.Order other = purpose(unknown);
        Receipt paid = payment("3", other);
        assertThat(faults(paid, other, told(ORDER, MENU.hash(), unknown, paid))).containsExactly(SaleFault.PRICE);
    }

    @Test
    void lessThanTheItemsCostIsNot() {
        Purpose.Order purpose = purpose(BASKET);
        Receipt payment = payment("5.4", purpose);

        assertThat(faults(payment, purpose, told(ORDER, MENU.hash(), BASKET, payment)))
                .containsExactly(SaleFault.TOTAL);
    }

    @Test
    void anotherOrderOrProofIsNot() {
        Purpose.Order purpose = purpose(BASKET);
        Receipt payment = payment("5.5", purpose);

        assertThat(faults(payment, purpose, told(OrderId.next(), MENU.hash(), BASKET, payment)))
                .containsExactly(SaleFault.ORDER);
        assertThat(faults(payment, purpose, told(ORDER, MENU.hash(), BASKET, payment("5.5", purpose))))
                .containsExactly(SaleFault.PROOF);
        CheckedSale unproved = CheckedSale.of(
                payment,
                Optional.empty(),
                purpose,
                told(ORDER, MENU.hash(), BASKET, payment),
                LEDGER,
                Optional.of(MENU));
        assertThat(unproved.faults()).containsExactly(SaleFault.PROOF);
    }

    @Test
    void withoutTheMenuNothingCanBeSaidOfItsPrices() {
        Purpose.Order purpose = purpose(BASKET);
        Receipt payment = payment("5.5", purpose);

        CheckedSale sale = sale(payment, purpose, told(ORDER, MENU.hash(), BASKET, payment), Optional.empty());

        assertThat(sale.faults()).containsExactly(SaleFault.MENU);
        assertThat(sale.purchase().orElseThrow().title(0).text()).isEmpty();
    }

    @Test
    void whatIsNotToldIsNotTrue() {
        Purpose.Order purpose = purpose(BASKET);
        Receipt payment = payment("5.5", purpose);

        assertThat(CheckedSale.untold(payment, Optional.of(kept(payment)), purpose)
                        .faults())
                .containsExactly(SaleFault.NO_RECEIPT);
        assertThat(CheckedSale.untold(payment, Optional.empty(), purpose).faults())
                .containsExactlyInAnyOrder(SaleFault.NO_RECEIPT, SaleFault.PROOF);
    }
}
