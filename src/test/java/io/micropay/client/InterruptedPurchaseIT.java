package io.micropay.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.micropay.client.shell.Aside;
import io.micropay.client.shell.BuyingDesk;
import io.micropay.client.shell.CommandFailedException;
import io.micropay.client.shell.Outcome;
import io.micropay.client.shell.ShopVisit;
import io.micropay.client.shell.Wish;
import io.micropay.client.shop.Buyer;
import io.micropay.client.shop.Offer;
import io.micropay.client.shop.ShopAnswer;
import io.micropay.money.Basket;
import io.micropay.money.PaymentId;
import io.micropay.testing.TestMenus;
import io.micropay.testing.TestMerchant;
import io.micropay.testing.TestServer;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Buyers who are cut off, and buy again.
class InterruptedPurchaseIT {

    @TempDir
    private Path home;

    private final PaymentId id = PaymentId.next();
    private final StringWriter notes = new StringWriter();
    private TestServer server;
    private TestMerchant cafe;

    @BeforeEach
    void openShop() throws Exception {
        server = TestServer.start();
        cafe = TestMerchant.open(server, "Cafe", TestMenus.HEADER + "tea,,Tea,1.25,40\ncake,,Cake,3,10\n", home);
        Person.of(server, "Joanne", "100", home).session().exit();
    }

    @AfterEach
    void close() {
        cafe.close();
        server.close();
    }

    private static Basket basket(String text) {
        return Basket.parse(text).orElseThrow();
    }

    /// Buys as a script does, in a process of its own.
    private Outcome.Bought buy(String basket, Optional<PaymentId> named, boolean anyway) throws Exception {
        try (ShopVisit visit = visit()) {
            return visit.buying().buy(wish(basket, named, anyway));
        }
    }

    private ShopVisit visit() {
        Aside aside = new Aside(new PrintWriter(notes), new PrintWriter(notes), null);
        Wallet wallet = new Wallet(server.certificates().account("Joanne"), new WalletFolder(home.resolve("Joanne")));
        ServerAddress address = new ServerAddress("127.0.0.1", server.port());
        return new ShopVisit(address, wallet, Person.name("Joanne"), aside, false, false);
    }

    private static Wish wish(String basket, Optional<PaymentId> named, boolean anyway) {
        return new Wish(Person.name("cafe"), basket(basket), named, true, anyway);
    }

    private CommandFailedException refusal(String basket, Optional<PaymentId> named) {
        return catchThrowableOfType(CommandFailedException.class, () -> buy(basket, named, false));
    }

    private static PaymentIntent intent(Person joanne, String basket, PaymentId named) throws Exception {
        Buyer buyer = new Buyer(
                joanne.session().loggedIn(), joanne.session().ledger().id().hex());
        ShopAnswer<Offer> answer = buyer.offer(Person.name("Cafe"), basket(basket));
        return ((ShopAnswer.Given<Offer>) answer).value().intent(false, Optional.of(named));
    }

    /// A wallet that ends when its order is on its way, and is paid then.
    private void paysUnheardOf(String basket) throws Exception {
        try (Person joanne = Person.script(server, "Joanne", home)) {
            joanne.logIn(0, new AcceptancePolicy.None("buying"));
            SignedOrder signed = joanne.leavesOpen(intent(joanne, basket, id), Duration.ZERO);
            isPaid(joanne.session().loggedIn(), signed);
            joanne.session().exit();
        }
        assertThat(cafe.balance()).isEqualTo("2.5");
    }

    private static void isPaid(AnsweringServer server, SignedOrder signed) {
        Request relay = new Request.Relay(signed.order(), signed.payerSignature());
        await().until(() -> server.ask(relay) instanceof Response.TransOk);
    }

    /// A wallet that ends before its order is on its way.
    private SignedOrder leaves(String basket, Duration ago) throws Exception {
        try (Person joanne = Person.script(server, "Joanne", home)) {
            joanne.logIn(0, new AcceptancePolicy.None("buying"));
            SignedOrder signed = joanne.leavesOpen(intent(joanne, basket, id), ago);
            joanne.session().exit();
            return signed;
        }
    }

    /// The shop makes another order of a basket that it has quoted, when another was asked for in between.
    private void lapsesQuote() throws Exception {
        try (Person joanne = Person.script(server, "Joanne", home)) {
            joanne.logIn(0, new AcceptancePolicy.None("buying"));
            intent(joanne, "cake:1", PaymentId.next());
            joanne.session().exit();
        }
    }

    /// What was left open when the session began is paid before the shop is asked.
    @Test
    void basketThatIsPaidWhileItsBuyerIsBackIsNotBoughtAgain() throws Exception {
        SignedOrder left = leaves("tea:2", Duration.ZERO);
        try (ShopVisit visit = visit()) {
            BuyingDesk desk = visit.buying();
            visit.ask(server -> {
                isPaid(server, left);
                return new ShopAnswer.Given<>(left);
            });

            assertThatThrownBy(() -> desk.buy(wish("tea:2", Optional.empty(), false)))
                    .hasMessageStartingWith("nothing was paid: the same was paid by an order that an earlier run");
        }
        assertThat(cafe.balance()).isEqualTo("2.5");
    }

    @Test
    void sameIdBuysAfterItsOrderHasLapsedWithTheQuote() throws Exception {
        SignedOrder left = leaves("tea:2", Duration.ofSeconds(390));
        lapsesQuote();

        Outcome.Bought bought = buy("tea:2", Optional.of(id), false);

        assertThat(bought.payment().receipt().id()).isEqualTo(id);
        assertThat(bought.payment().receipt().memo()).isNotEqualTo(left.order().memo());
        assertThat(cafe.balance()).isEqualTo("2.5");
    }

    /// An order for a quote that is no more is not handed over, and yet not over: nobody is told that it never will be
    /// paid.
    @Test
    void sameIdWaitsForTheEndOfAnOrderWhoseQuoteHasLapsed() throws Exception {
        SignedOrder left = leaves("tea:2", Duration.ZERO);
        lapsesQuote();

        assertThat(refusal("tea:2", Optional.of(id)))
                .hasMessageStartingWith("nobody knows yet whether this was paid, and the order is open")
                .hasMessageContaining(left.order().id().toString());
        assertThat(cafe.balance()).isEqualTo("0");
    }

    /// The shop has made another order of the same basket: only what was bought tells that it is the same.
    @Test
    void basketThatWasPaidUnheardOfIsNotBoughtAgain() throws Exception {
        paysUnheardOf("tea:2");

        assertThat(refusal("tea:2", Optional.empty()))
                .hasMessageStartingWith("nothing was paid: the same was paid by an order that an earlier run has left");
        assertThat(cafe.balance()).isEqualTo("2.5");
        buy("tea:2", Optional.empty(), true);
        assertThat(cafe.balance()).isEqualTo("5");
    }

    @Test
    void anotherBasketIsBoughtAllTheSame() throws Exception {
        paysUnheardOf("tea:2");

        buy("tea:2,cake:1", Optional.empty(), false);
        assertThat(cafe.balance()).isEqualTo("8");
    }

    @Test
    void sameIdBuysOnce() throws Exception {
        Outcome.Bought first = buy("tea:2", Optional.of(id), false);
        Outcome.Bought again = buy("tea:2", Optional.of(id), false);

        assertThat(again.payment().receipt()).isEqualTo(first.payment().receipt());
        assertThat(again.purchase()).isEqualTo(first.purchase());
        assertThat(refusal("tea:3", Optional.of(id)))
                .hasMessageStartingWith("nothing was paid: the id belongs to another payment: 2.5 to Cafe");
        assertThat(cafe.balance()).isEqualTo("2.5");
    }

    @Test
    void sameIdFindsWhatWasPaidUnheardOf() throws Exception {
        paysUnheardOf("tea:2");

        Outcome.Bought found = buy("tea:2", Optional.of(id), false);

        assertThat(found.payment().receipt().id()).isEqualTo(id);
        assertThat(found.purchase().basket()).hasToString("tea:2:1.25");
        assertThat(cafe.balance()).isEqualTo("2.5");
        // Whoever has seen it has heard of it, and may buy the same once more.
        buy("tea:2", Optional.empty(), false);
        assertThat(cafe.balance()).isEqualTo("5");
    }

    @Test
    void orderThatWasLeftGoesOnUnderItsId() throws Exception {
        SignedOrder left = leaves("tea:2", Duration.ZERO);
        assertThat(refusal("tea:2", Optional.empty()))
                .hasMessageStartingWith("nothing was paid: an order for the same is open still");
        Outcome.Bought bought = buy("tea:2", Optional.of(id), false);

        assertThat(bought.payment().receipt().order()).contains(left.order());
        assertThat(cafe.balance()).isEqualTo("2.5");
    }
}
