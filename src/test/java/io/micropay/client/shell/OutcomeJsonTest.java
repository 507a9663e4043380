package io.micropay.client.shell;

import static io.micropay.testing.TestReceipts.receipt;
import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.client.HistoryEntry;
import io.micropay.client.Keeping;
import io.micropay.client.OwnPayment;
import io.micropay.client.PaymentRequest;
import io.micropay.client.PaymentResult;
import io.micropay.client.PaymentState;
import io.micropay.client.ServerAddress;
import io.micropay.client.StoredReceipt;
import io.micropay.client.shop.SignedMenu;
import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.money.Memo;
import io.micropay.money.PaymentId;
import io.micropay.money.Price;
import io.micropay.money.PricedBasket;
import io.micropay.money.Sku;
import io.micropay.payment.Receipt;
import io.micropay.payment.ReceiptCheck;
import io.micropay.payment.ReceiptVerdict;
import io.micropay.shop.Menu;
import io.micropay.shop.MenuItem;
import io.micropay.shop.Purchase;
import io.micropay.wire.Response.OnlineAccount;
import io.micropay.wire.Response.ShopEntry;
import io.micropay.wire.Response.StatusBlock;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What programs read, key by key, as `docs/scripts.md` says it. An apostrophe stands for a quotation mark.
class OutcomeJsonTest {

    private static final String ID = "01a1f85c-a7e3-7ca6-b5b8-c8e082ca588c";
    private static final String PAYMENT = "'id':'" + ID + "','seq':1,'payer':'Joanne','payee':'Lily','amount':'3.5',"
            + "'memo':'two \\'teas\\'','committed_at':'1970-01-01T00:01:00.000Z'";
    private static final String SEEN = "{'seq':1,'committed_at':'1970-01-01T00:01:00.000Z','direction':'out',"
            + "'other':'Lily','amount':'3.5','id':'" + ID + "','memo':'two \\'teas\\'',";
    private static final String SIGNATURES = "'signatures':{'payer':'AQ','payee':'AQ','ledger':'AQ'}";
    private static final String HASH = "ab".repeat(32);
    private static final Purchase TEAS = new Purchase(
            HASH,
            PricedBasket.parse("tea:2:1.25").orElseThrow(),
            List.of(Memo.of("Thé").orElseThrow()));
    private static final String PURCHASE = "'purchase':{'order':'" + ID + "','menu_hash':'" + HASH
            + "','total':'2.5','items':[{'sku':'tea','quantity':2,'price':'1.25','sum':'2.5','title':'Thé'}]}";
    private static final String ORDER =
            "'payee':'Lily','amount':'3.5','memo':'two \\'teas\\'','expires':'1970-01-01T00:01:00.000Z'";

    private final AccountName lily = AccountName.parse("Lily").orElseThrow();
    private final Receipt receipt =
            receipt(1, "Joanne", "3.5", "Lily", PaymentId.parse(ID).orElseThrow(), "two \"teas\"");
    private final PaymentResult.Paid paid = new PaymentResult.Paid(receipt, new Keeping.Kept(Path.of("r.json"), true));

    private static Amount amount(String text) {
        return Amount.parse(text).orElseThrow();
    }

    private static void assertJson(Outcome outcome, String... lines) {
        assertThat(OutcomeJson.of(outcome))
                .isEqualTo(Stream.of(lines)
                        .map(line -> line.replace('\'', '"') + "\n")
                        .collect(Collectors.joining()));
    }

    @Test
    void accountSaysWhatItHas() {
        assertJson(new Outcome.Registered(lily, amount("0.5")), "{'name':'Lily','deposit':'0.5'}");
        assertJson(new Outcome.Balance(Amount.MAX, "EUR"), "{'balance':'999999999999.999999','unit':'EUR'}");
        assertJson(
                new Outcome.Online(lily, new StatusBlock(amount("1"), List.of(new OnlineAccount(lily, "::1", 0)))),
                "{'balance':'1','online':[{'name':'Lily','address':'::1','port':0}]}");
    }

    @Test
    void paymentIsTheSameForPayerAndPayee() {
        assertJson(new Outcome.Paid(paid), "{" + PAYMENT + ",'file':'r.json'}");
        assertJson(
                new Outcome.Paid(new PaymentResult.Paid(receipt, new Keeping.NotKept("full"))),
                "{" + PAYMENT + ",'file':null}");
        assertJson(
                new Outcome.Received(paid, Optional.of(amount("4"))),
                "{" + PAYMENT + ",'file':'r.json','balance':'4'}");
        assertJson(new Outcome.Received(paid, Optional.empty()), "{" + PAYMENT + ",'file':'r.json','balance':null}");
    }

    @Test
    void requestIsATextAndItsParts() {
        PaymentRequest request = new PaymentRequest(
                lily,
                new ServerAddress("host", 1),
                amount("3.5"),
                Memo.of("tea").orElseThrow(),
                "0123456789abcdef0123");
        assertJson(
                new Outcome.Requested(request),
                "{'request':'micropay:Lily@host:1?amount=3.5&memo=tea&request=0123456789abcdef0123',"
                        + "'reference':'0123456789abcdef0123','payee':'Lily','amount':'3.5','memo':'tea'}");
    }

    @Test
    void orderHasItsState() {
        OwnPayment open = new OwnPayment(receipt.order().orElseThrow(), new PaymentState.Open());
        OwnPayment refused = new OwnPayment(receipt.order().orElseThrow(), new PaymentState.Refused("INSUFFICIENT"));
        String line = "{'id':'" + ID + "','state':'refused'," + ORDER + ",'reason':'INSUFFICIENT'}";
        assertJson(
                new Outcome.Payments(List.of(open, refused)),
                "{'id':'" + ID + "','state':'open'," + ORDER + ",'reason':null}",
                line);
        assertJson(new Outcome.Cancelled(refused), line);
    }

    @Test
    void orderThatWasDeclinedSaysWhy() {
        OwnPayment declined = new OwnPayment(receipt.order().orElseThrow(), new PaymentState.Cancelled("closed today"));
        OwnPayment cancelled = new OwnPayment(receipt.order().orElseThrow(), new PaymentState.Cancelled(""));
        String start = "{'id':'" + ID + "','state':'cancelled'," + ORDER + ",'reason':";
        assertJson(new Outcome.Payments(List.of(declined, cancelled)), start + "'closed today'}", start + "null}");
    }

    @Test
    void listsAreSeenFromTheAccount() {
        HistoryEntry entry = new HistoryEntry(receipt, false, Optional.of(receipt));
        assertJson(new Outcome.History(List.of(entry)), SEEN + "'refund_of':'" + ID + "'}");
        assertJson(new Outcome.AccountStatement(List.of(entry), Statement.CSV), SEEN + "'refund_of':'" + ID + "'}");
        assertJson(
                new Outcome.Receipts(List.of(new Outcome.Kept(new StoredReceipt(Path.of("r.json"), receipt), false))),
                SEEN + "'file':'r.json'}");
        assertJson(new Outcome.History(List.of()));
    }

    @Test
    void purchaseSaysItemByItemWhatItWas() {
        Receipt bought =
                receipt(1, "Joanne", "2.5", "Lily", PaymentId.parse(ID).orElseThrow(), "order:" + ID + ":" + HASH);
        String payment = PAYMENT.replace("3.5", "2.5").replace("two \\'teas\\'", "order:" + ID + ":" + HASH);
        assertJson(
                new Outcome.Bought(new PaymentResult.Paid(bought, new Keeping.Kept(Path.of("r.json"), true)), TEAS),
                "{" + payment + ",'file':'r.json'," + PURCHASE + "}");
        ReceiptVerdict verdict = new ReceiptVerdict(
                bought, EnumSet.allOf(ReceiptCheck.class), EnumSet.of(ReceiptCheck.PURCHASE), Optional.of(TEAS));
        assertJson(
                new Outcome.Checked(List.of(new Outcome.CheckedFile(Path.of("r.json"), verdict))),
                "{'file':'r.json','verified':false," + payment + ",'failed':['purchase']," + SIGNATURES + "," + PURCHASE
                        + "}");
    }

    @Test
    void shopsAndTheirMenusAreListsToo() {
        Menu menu = new Menu(
                List.of(new MenuItem(
                        new Sku("tea"),
                        Memo.of("Hot").orElseThrow(),
                        Memo.of("Thé").orElseThrow(),
                        Price.parse("1.25").orElseThrow(),
                        4)),
                HASH);
        String item =
                "{'sku':'tea','category':'Hot','title':'Thé','price':'1.25','stock':4,'menu_hash':'" + HASH + "'}";
        SignedMenu signed = new SignedMenu(menu, new byte[0], Instant.EPOCH);
        assertJson(
                new Outcome.Shops(
                        List.of(new ShopEntry(lily, Memo.of("Tea house").orElseThrow(), 12))),
                "{'merchant':'Lily','title':'Tea house','items':12}");
        assertJson(new Outcome.Browsed(lily, menu), item);
        assertJson(new Outcome.Fetched(lily, signed), item);
        assertJson(
                new Outcome.Saved(lily, signed, Path.of("menu.csv")),
                "{'merchant':'Lily','menu_hash':'" + HASH
                        + "','items':1,'signed_at':'1970-01-01T00:00:00Z','file':'menu.csv'}");
    }

    @Test
    void checkSaysWhatFailed() {
        ReceiptVerdict verdict = new ReceiptVerdict(
                receipt,
                EnumSet.allOf(ReceiptCheck.class),
                EnumSet.of(ReceiptCheck.LEDGER, ReceiptCheck.PAYER_SIGNATURE),
                Optional.empty());
        assertJson(
                new Outcome.Checked(List.of(new Outcome.CheckedFile(Path.of("r.json"), verdict))),
                "{'file':'r.json','verified':false," + PAYMENT + ",'failed':['ledger','payer_signature']," + SIGNATURES
                        + ",'purchase':null}");
    }
}
