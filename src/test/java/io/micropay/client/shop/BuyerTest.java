package io.micropay.client.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.client.AnsweringServer;
import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.money.Basket;
import io.micropay.money.Memo;
import io.micropay.money.OrderId;
import io.micropay.money.Price;
import io.micropay.money.PricedBasket;
import io.micropay.money.Sku;
import io.micropay.money.Timestamp;
import io.micropay.shop.BasketHash;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A buyer before servers that lie, each about one thing.
class BuyerTest {

    private static final String LEDGER = "ab".repeat(32);
    private static final String MENU = "01".repeat(32);
    private static final String OTHER = "02".repeat(32);
    private static final AccountName MEL = AccountName.parse("Mel").orElseThrow();
    private static final Basket BASKET = Basket.parse("tea:2,cake:1").orElseThrow();
    private static final PricedBasket PRICED =
            PricedBasket.parse("cake:1:3,tea:2:1.25").orElseThrow();
    private static final OrderId ORDER =
            OrderId.parse("01a1f85c-a7e3-7ca6-b5b8-c8e082ca588c").orElseThrow();

    private final List<Request> asked = new ArrayList<>();

    private static Response.MenuItem item(String sku, String title, String price) {
        return new Response.MenuItem(
                Sku.parse(sku).orElseThrow(),
                Memo.EMPTY,
                Memo.of(title).orElseThrow(),
                Price.parse(price).orElseThrow(),
                5);
    }

    private static Response page(int page, int pages, String hash, Response.MenuItem... items) {
        return new Response.MenuPage(page, pages, hash, List.of(items));
    }

    private static Response menu() {
        return page(1, 1, MENU, item("tea", "Tea", "1.25"), item("cake", "Cake", "3"));
    }

    private static Response.Quote quote(String amount, String menuHash, String basketHash) {
        return new Response.Quote(
                ORDER,
                Amount.parse(amount).orElseThrow(),
                Timestamp.parse("2026-01-31T12:00:00Z").orElseThrow(),
                menuHash,
                basketHash);
    }

    private static String hash(String merchant, String menuHash, PricedBasket basket) {
        return BasketHash.of(LEDGER, AccountName.parse(merchant).orElseThrow(), ORDER, menuHash, basket);
    }

    private static Response.Quote honest() {
        return quote("5.5", MENU, hash("Mel", MENU, PRICED));
    }

    /// A server that gives these answers, one after the other, and the last again and again.
    private AnsweringServer answering(Response... answers) {
        return request -> {
            asked.add(request);
            return answers[Math.min(asked.size(), answers.length) - 1];
        };
    }

    private ShopAnswer<Offer> offer(Response... answers) throws Exception {
        asked.clear();
        return new Buyer(answering(answers), LEDGER).offer(MEL, BASKET);
    }

    private static String lie(ShopAnswer<?> answer) {
        assertThat(answer).isInstanceOf(ShopAnswer.Untrue.class);
        return ((ShopAnswer.Untrue<?>) answer).why();
    }

    @Test
    void offerIsWhatTheMenuSays() throws Exception {
        ShopAnswer<Offer> answer = offer(menu(), honest());

        assertThat(answer).isInstanceOf(ShopAnswer.Given.class);
        Offer offer = ((ShopAnswer.Given<Offer>) answer).value();
        assertThat(offer.purchase().basket()).isEqualTo(PRICED);
        assertThat(offer.purchase().titles()).extracting(Memo::text).containsExactly("Cake", "Tea");
        var intent = offer.intent(false, Optional.empty());
        assertThat(intent.amount()).hasToString("5.5");
        assertThat(intent.memo().text()).isEqualTo("order:" + ORDER + ":" + hash("Mel", MENU, PRICED));
    }

    @Test
    void everyLieAboutAQuoteIsFoundOut() throws Exception {
        PricedBasket dearer = PricedBasket.parse("cake:1:4,tea:2:1.25").orElseThrow();
        PricedBasket less = PricedBasket.parse("tea:2:1.25").orElseThrow();
        assertThat(lie(offer(menu(), quote("5.6", MENU, hash("Mel", MENU, PRICED)))))
                .isEqualTo("these items cost 5.5 by the menu, and the server asks for 5.6");
        assertThat(lie(offer(menu(), quote("6.5", MENU, hash("Mel", MENU, dearer)))))
                .contains("asks for 6.5");
        for (String wrong : List.of(
                hash("Mel", MENU, dearer),
                hash("Mel", MENU, less),
                hash("Mallory", MENU, PRICED),
                hash("Mel", OTHER, PRICED),
                OTHER)) {
            assertThat(lie(offer(menu(), quote("5.5", MENU, wrong))))
                    .isEqualTo("the hash of the basket is not that of these items at these prices");
        }
    }

    @Test
    void priceOfAnotherMenuThanIsShownIsRefused() throws Exception {
        assertThat(lie(offer(menu(), quote("5.5", OTHER, hash("Mel", OTHER, PRICED)), menu())))
                .isEqualTo("the price is from another menu than the shop shows, and holds until 2026-01-31T12:00:00Z");
        assertThat(asked).hasSize(3);
    }

    @Test
    void menuThatIsPublishedMeanwhileIsReadAgain() throws Exception {
        Response newer = page(1, 1, OTHER, item("tea", "Tea", "1.5"), item("cake", "Cake", "3"));
        PricedBasket priced = PricedBasket.parse("cake:1:3,tea:2:1.5").orElseThrow();

        assertThat(offer(menu(), quote("6", OTHER, hash("Mel", OTHER, priced)), newer))
                .isInstanceOf(ShopAnswer.Given.class);
    }

    @Test
    void quoteForWhatIsNotInTheMenuIsRefused() throws Exception {
        assertThat(lie(offer(page(1, 1, MENU, item("tea", "Tea", "1.25")), honest())))
                .isEqualTo("there is a price for what is not in the menu");
    }

    @Test
    void refusalIsPassedOn() throws Exception {
        Response closed = new Response.ShopFailed("CLOSED", Optional.empty());
        assertThat(offer(menu(), closed)).isEqualTo(new ShopAnswer.Refused<Offer>(closed));
        assertThat(offer(closed)).isEqualTo(new ShopAnswer.Refused<Offer>(closed));
        assertThat(asked).as("no price is asked for").hasSize(1);
    }

    @Test
    void menuIsReadNoFurtherThanTheBasketGoes() throws Exception {
        Response first = page(1, 600, MENU, item("tea", "Tea", "1.25"), item("cake", "Cake", "3"));
        assertThat(offer(first, honest())).isInstanceOf(ShopAnswer.Given.class);
        assertThat(asked).hasSize(2);
    }

    @Test
    void menuThatMakesNoSenseHasAnEnd() throws Exception {
        assertThat(lie(pages(page(1, 3, MENU, item("a", "A", "1")), page(2, 3, MENU))))
                .contains("it has no page");
        assertThat(lie(pages(page(2, 3, MENU, item("a", "A", "1"))))).contains("it has no page 1");
        Response[] flickering = new Response[40];
        for (int i = 0; i < flickering.length; i++) {
            flickering[i] = page(1 + i % 2, 2, i % 2 == 0 ? MENU : OTHER, item("a" + i % 2, "A", "1"));
        }
        assertThat(lie(pages(flickering))).isEqualTo("the menu changes while it is read");
        assertThat(asked).as("three attempts of two pages").hasSize(6);
    }

    @Test
    void menuHasAsManyItemsAsAMenuCanHave() throws Exception {
        AnsweringServer endless = request -> {
            asked.add(request);
            int page = ((Request.Browse) request).page();
            Response.MenuItem[] items = new Response.MenuItem[100];
            for (int i = 0; i < items.length; i++) {
                items[i] = item("s" + page + "-" + i, "A", "1");
            }
            return page(page, Integer.MAX_VALUE, MENU, items);
        };
        assertThat(lie(new ShopPages(endless).menu(MEL))).isEqualTo("the menu has more than 10000 items");
        assertThat(asked).hasSize(3 * 101);
    }

    private ShopAnswer<?> pages(Response... answers) throws Exception {
        asked.clear();
        return new ShopPages(answering(answers)).menu(MEL);
    }

    @Test
    void allPagesOfShopsAreRead() throws Exception {
        Response first = new Response.Shops(1, 2, List.of(entry("Ann")));
        Response second = new Response.Shops(2, 2, List.of(entry("Ben")));
        assertThat(((ShopAnswer.Given<List<Response.ShopEntry>>) new ShopPages(answering(first, second)).shops())
                        .value())
                .containsExactly(entry("Ann"), entry("Ben"));
        asked.clear();
        Response none = new Response.Shops(1, 0, List.of());
        assertThat(((ShopAnswer.Given<List<Response.ShopEntry>>) new ShopPages(answering(none)).shops()).value())
                .isEmpty();
        asked.clear();
        assertThat(lie(new ShopPages(answering(first)).shops())).contains("it has no page 2");
    }

    /// A merchant's spelling is wanted, and no more than that: what is no answer is no failure.
    @Test
    void nameIsAsItWasTypedWhenTheServerTellsNoSpelling() throws Exception {
        AccountName typed = AccountName.parse("mel").orElseThrow();
        Response noKeys = new Response.FormatError("not over UDP");
        Response shops = new Response.Shops(1, 1, List.of(entry("Ann"), entry("Mel")));
        assertThat(spelling(typed, noKeys, shops)).isEqualTo("Mel");
        Response lie = new Response.Shops(2, 2, List.of(entry("Mel")));
        for (Response answer : List.of(new Response.TransFailed("BUSY", ""), new Response.TooLong(), lie)) {
            assertThat(spelling(typed, noKeys, answer)).isEqualTo("mel");
        }
    }

    private String spelling(AccountName typed, Response... answers) throws Exception {
        asked.clear();
        return new ShopPages(answering(answers)).registered(typed).text();
    }

    private static Response.ShopEntry entry(String name) {
        return new Response.ShopEntry(
                AccountName.parse(name).orElseThrow(), Memo.of(name).orElseThrow(), 1);
    }
}
