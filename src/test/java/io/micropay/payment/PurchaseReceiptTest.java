package io.micropay.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.money.AccountName;
import io.micropay.money.Memo;
import io.micropay.money.OrderId;
import io.micropay.money.PricedBasket;
import io.micropay.shop.Purchase;
import io.micropay.testing.TestCertificates;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The receipt of a purchase, which says what was bought, and whether that is so.
class PurchaseReceiptTest {

    private static final ReceiptVerifier VERIFIER =
            new ReceiptVerifier(TestCertificates.shared().ca());
    private static final String MENU = "0a".repeat(32);
    private static final OrderId ORDER = OrderId.next();
    private static final Purchase PURCHASE = new Purchase(
            MENU,
            PricedBasket.parse("cake:1:3,tea:2:1.25").orElseThrow(),
            List.of(title("Cake"), title("Thé \"vert\"")));

    private static Memo title(String words) {
        return Memo.of(words).orElseThrow();
    }

    private static ReceiptFile file(String amount, OrderId order) {
        String hash = PURCHASE.hash(
                TestCertificates.shared().ledgerId().hex(),
                AccountName.parse("Lily").orElseThrow(),
                order);
        return TestReceipt.payment(amount, "order:" + ORDER + ":" + hash).file().with(PURCHASE);
    }

    private static String json() {
        return file("5.5", ORDER).toJson();
    }

    private static ReceiptVerdict verdict(String json) {
        return VERIFIER.verdict(ReceiptFile.parse(json).orElseThrow()).orElseThrow();
    }

    @Test
    void purchaseReadsBackAndIsTrue() {
        String json = json();
        ReceiptFile read = ReceiptFile.parse(json).orElseThrow();

        assertThat(read.toJson()).isEqualTo(json);
        assertThat(read.bought()).contains(PURCHASE);
        ReceiptVerdict verdict = verdict(json);
        assertThat(verdict.failures()).isEmpty();
        assertThat(verdict.checks()).containsExactlyInAnyOrder(ReceiptCheck.values());
        assertThat(verdict.purchase()).contains(PURCHASE);
    }

    @Test
    void receiptThatDoesNotSayWhatWasBoughtIsAsTrue() {
        ReceiptVerdict verdict = VERIFIER.verdict(TestReceipt.payment().file()).orElseThrow();
        assertThat(verdict.isTrue()).isTrue();
        assertThat(verdict.checks()).doesNotContain(ReceiptCheck.PURCHASE);
    }

    @ParameterizedTest
    @CsvSource({"cake:1:3, cake:1:4", "tea:2, tea:3", "'cake:1:3,tea', 'cake:1:3,teb'", "'cake:1:3,', ''", "0a0a, 0a0b"
    })
    void purchaseThatNobodySignedIsFoundOut(String genuine, String altered) {
        String json = json().replaceFirst(genuine, altered);
        assertThat(json).isNotEqualTo(json());
        assertThat(verdict(json.replaceFirst("\"Cake\", ", genuine.endsWith(",") ? "" : "\"Cake\", "))
                        .failures())
                .containsExactly(ReceiptCheck.PURCHASE);
    }

    @Test
    void purchaseOfAnotherPaymentIsFoundOut() {
        Set<ReceiptCheck> purchase = Set.of(ReceiptCheck.PURCHASE);
        assertThat(verdict(TestReceipt.payment().file().with(PURCHASE).toJson()).failures())
                .isEqualTo(purchase);
        assertThat(verdict(file("5.5", OrderId.next()).toJson()).failures())
                .as("of another order")
                .isEqualTo(purchase);
        assertThat(verdict(file("5.4", ORDER).toJson()).failures())
                .as("for less money")
                .isEqualTo(purchase);
    }

    @Test
    void purchaseThatIsNotOfTheFormMakesNoReceipt() {
        for (String[] change : List.of(
                new String[] {"cake:1:3,", "zoo:1:3,"},
                new String[] {"tea:2:1.25", "tea:2:1.250"},
                new String[] {"0a0a", "0A0a"},
                new String[] {"\"Cake\", ", ""},
                new String[] {"\"Cake\"", "7"},
                new String[] {"\"Cake\"", "null"},
                new String[] {"\"Cake\"", "\"\\\\u001b[2J\""},
                new String[] {"\"titles\"", "\"title\""},
                new String[] {"\"menuHash\"", "\"more\" : \"\", \"menuHash\""})) {
            String json = json().replaceFirst(change[0], change[1]);
            assertThat(json).as(change[1]).isNotEqualTo(json());
            assertThat(ReceiptFile.parse(json)).as(change[1]).isEmpty();
        }
    }
}
