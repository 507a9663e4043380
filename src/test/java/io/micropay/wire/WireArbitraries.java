package io.micropay.wire;

import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.money.Base64Url;
import io.micropay.money.Basket;
import io.micropay.money.Memo;
import io.micropay.money.NetAmount;
import io.micropay.money.OrderId;
import io.micropay.money.PaymentId;
import io.micropay.money.PaymentOrder;
import io.micropay.money.Price;
import io.micropay.money.PricedBasket;
import io.micropay.money.Quantity;
import io.micropay.money.Sku;
import io.micropay.money.Timestamp;
import io.micropay.wire.Response.OnlineAccount;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/// Any request, any answer, and the elements they are made of.
final class WireArbitraries {

    private static final int PROOF_FIELDS = 15;

    private WireArbitraries() {}

    static Arbitrary<AccountName> names() {
        Arbitrary<String> first = Arbitraries.strings().alpha().ofLength(1);
        Arbitrary<String> rest =
                Arbitraries.strings().alpha().numeric().withChars("._-").ofMaxLength(31);
        return Combinators.combine(first, rest)
                .as(String::concat)
                .map(text -> AccountName.parse(text).orElseThrow());
    }

    static Arbitrary<Amount> amounts() {
        return Arbitraries.longs().between(0, Amount.MAX.micros()).map(Amount::new);
    }

    static Arbitrary<PaymentId> ids() {
        return Combinators.combine(Arbitraries.longs(), Arbitraries.longs())
                .as((high, low) ->
                        new UUID((high & ~0xf000L) | 0x7000, (low & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L))
                .map(PaymentId::new);
    }

    static Arbitrary<Timestamp> timestamps() {
        Arbitrary<Timestamp> withMillis =
                Arbitraries.longs().between(0, 253_402_300_799_999L).map(Timestamp::ofEpochMillis);
        Arbitrary<Timestamp> withoutMillis = withMillis.map(moment ->
                Timestamp.parse(moment.toString().substring(0, 19) + "Z").orElseThrow());
        return Arbitraries.oneOf(withMillis, withoutMillis);
    }

    static Arbitrary<Memo> memos() {
        return Arbitraries.strings()
                .withCharRange(' ', '~')
                .ofMaxLength(140)
                .map(text -> Memo.of(text).orElseThrow());
    }

    static Arbitrary<Base64Url> base64Url(int bytesMin, int bytesMax) {
        return Arbitraries.bytes()
                .array(byte[].class)
                .ofMinSize(bytesMin)
                .ofMaxSize(bytesMax)
                .map(Base64Url::of);
    }

    static Arbitrary<Base64Url> signatures() {
        return base64Url(1, 600);
    }

    static Arbitrary<PaymentOrder> orders() {
        return Combinators.combine(names(), amounts(), names(), ids(), timestamps(), memos())
                .as(PaymentOrder::new);
    }

    static Arbitrary<Integer> ports() {
        return Arbitraries.oneOf(Arbitraries.just(0), Arbitraries.integers().between(1_024, 65_535));
    }

    static Arbitrary<Request> requests() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        new Request.Hello(),
                        new Request.Balance(),
                        new Request.ListOnline(),
                        new Request.Exit(),
                        new Request.EventsOn()),
                Combinators.combine(base64Url(1, 600), invitations().optional()).as(Request.Enroll::new),
                Combinators.combine(orders(), signatures()).as(Request.Relay::new),
                Combinators.combine(names(), ids(), words()).as(Request.Decline::new),
                Combinators.combine(names(), amounts()).as(Request.Register::new),
                Combinators.combine(names(), ports(), Arbitraries.of(true, false))
                        .as(Request.Login::new),
                names().map(Request.Key::new),
                Combinators.combine(orders(), signatures(), signatures()).as(Request.Trans::new),
                Combinators.combine(ids(), names().optional()).as(Request.Status::new),
                ids().map(Request.Cancel::new),
                shopRequests(),
                Combinators.combine(
                                Arbitraries.longs().between(0, 999_999_999_999_999_999L),
                                Arbitraries.integers().between(1, 100))
                        .as(Request.History::new));
    }

    private static Arbitrary<Request> shopRequests() {
        return Arbitraries.oneOf(
                blocks().map(Request.Publish::new),
                Combinators.combine(dates(), blocks()).as(Request.Settle::new),
                Arbitraries.of(true, false).map(Request.Shop::new),
                Combinators.combine(skus(), stocks()).as(Request.Stock::new),
                pages().map(Request.Shops::new),
                Combinators.combine(names(), pages()).as(Request.Browse::new),
                names().map(Request.Menu::new),
                Combinators.combine(names(), baskets()).as(Request.Buy::new),
                ids().map(Request.Receipt::new));
    }

    static Arbitrary<Sku> skus() {
        return Arbitraries.strings()
                .alpha()
                .numeric()
                .withChars("._-")
                .ofMinLength(1)
                .ofMaxLength(32)
                .map(Sku::new);
    }

    private static Arbitrary<Price> prices() {
        return Arbitraries.longs().between(1, Price.MAX.micros()).map(micros -> new Price(new Amount(micros)));
    }

    private static Arbitrary<Quantity> quantities() {
        return Arbitraries.integers().between(1, Quantity.MAX).map(Quantity::new);
    }

    static Arbitrary<Basket> baskets() {
        return pricedBaskets().map(PricedBasket::basket);
    }

    static Arbitrary<PricedBasket> pricedBaskets() {
        return Combinators.combine(skus(), quantities(), prices())
                .as(PricedBasket.Item::new)
                .list()
                .uniqueElements(PricedBasket.Item::sku)
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(PricedBasket::new);
    }

    private static Arbitrary<OrderId> orderIds() {
        return Arbitraries.strings()
                .alpha()
                .numeric()
                .withChars('-')
                .ofMinLength(12)
                .ofMaxLength(36)
                .map(OrderId::new);
    }

    private static Arbitrary<String> hashes() {
        return Arbitraries.of("5f".repeat(32), "0a".repeat(32));
    }

    private static Arbitrary<Block> blocks() {
        return Combinators.combine(Arbitraries.integers().between(1, Block.BYTES_MAX), hashes())
                .as(Block::new);
    }

    private static Arbitrary<LocalDate> dates() {
        return Arbitraries.longs().between(0, 100_000).map(LocalDate::ofEpochDay);
    }

    private static Arbitrary<Integer> pages() {
        return Arbitraries.integers().between(1, 1_000_000);
    }

    private static Arbitrary<Integer> stocks() {
        return Arbitraries.integers().between(0, 999_999);
    }

    private static Arbitrary<Response> shopFailures() {
        return Arbitraries.oneOf(
                Arbitraries.of("NO_SHOP", "CLOSED").map(reason -> new Response.ShopFailed(reason, Optional.empty())),
                Combinators.combine(Arbitraries.of("NO_ITEM", "SOLD_OUT"), skus(), stocks())
                        .as((reason, sku, left) ->
                                new Response.ShopFailed(reason, Optional.of(new Response.Shortage(sku, left)))));
    }

    private static Arbitrary<Response> shops() {
        Arbitrary<Response.ShopEntry> entries =
                Combinators.combine(names(), memos(), stocks()).as(Response.ShopEntry::new);
        return Combinators.combine(pages(), stocks(), entries.list().ofMaxSize(3))
                .as(Response.Shops::new);
    }

    private static Arbitrary<Response> menuPages() {
        Arbitrary<Response.MenuItem> items = Combinators.combine(skus(), memos(), memos(), prices(), stocks())
                .as(Response.MenuItem::new);
        return Combinators.combine(pages(), stocks(), hashes(), items.list().ofMaxSize(3))
                .as(Response.MenuPage::new);
    }

    private static Arbitrary<Response> quotes() {
        return Combinators.combine(orderIds(), amounts(), timestamps(), hashes(), hashes())
                .as(Response.Quote::new);
    }

    private static Arbitrary<Response> settlements() {
        return Combinators.combine(dates(), stocks(), stocks(), stocks(), stocks(), sums(), blocks())
                .as(Response.Settled::new);
    }

    private static Arbitrary<NetAmount> sums() {
        return Combinators.combine(amounts(), Arbitraries.of(true, false))
                .as((amount, negative) -> negative ? NetAmount.of(amount).negated() : NetAmount.of(amount));
    }

    private static Arbitrary<String> invitations() {
        return Arbitraries.strings().alpha().numeric().ofMinLength(8).ofMaxLength(64);
    }

    /// Words that a reason, a text or a field of a proof may hold.
    static Arbitrary<String> words() {
        return Arbitraries.strings()
                .withCharRange(' ', '"')
                .withCharRange('$', '~')
                .withChars("é€")
                .ofMaxLength(20);
    }

    static Arbitrary<String> proofs() {
        return words().list().ofSize(PROOF_FIELDS).map(fields -> String.join("#", fields));
    }

    private static Arbitrary<OnlineAccount> onlineAccounts() {
        return Combinators.combine(names(), Arbitraries.of("127.0.0.1", "2001:db8::1", "::1"), ports())
                .as(OnlineAccount::new);
    }

    private static Arbitrary<Response> hellos() {
        return Combinators.combine(
                        Arbitraries.of("00", "ff"),
                        Arbitraries.of("USD", "EUR"),
                        timestamps(),
                        Arbitraries.of("enrol", "events", "udp").list().ofMaxSize(3),
                        base64Url(0, 600),
                        base64Url(1, 600).optional())
                .as(Response.Hello::new);
    }

    /// Any answer to `asked`.
    static Arbitrary<Response> answersTo(Request asked) {
        Arbitrary<Response> refusals = Arbitraries.oneOf(
                words().map(Response.AuthenticationFailed::new),
                words().map(Response.FormatError::new),
                Combinators.combine(Arbitraries.of("BUSY", "EXPIRED"), words()).as(Response.TransFailed::new));
        Arbitrary<Response> statusBlocks = Combinators.combine(
                        amounts(), onlineAccounts().list().ofMaxSize(4))
                .as(Response.StatusBlock::new);
        Arbitrary<Response> own = switch (asked) {
            case Request.Hello hello -> hellos();
            case Request.Register register ->
                Arbitraries.oneOf(Arbitraries.just(new Response.Ok()), words().map(Response.RegistrationFailed::new));
            case Request.Login login ->
                Arbitraries.oneOf(
                        statusBlocks, Arbitraries.of(new Response.OnlyOneLogin(), new Response.AlreadyLoggedIn()));
            case Request.Balance balance -> amounts().map(Response.Balance::new);
            case Request.ListOnline list ->
                Arbitraries.oneOf(statusBlocks, Arbitraries.just(new Response.LoginRequired()));
            case Request.Key key ->
                Combinators.combine(names(), base64Url(0, 600)).as(Response.Key::new);
            case Request.Trans trans -> proofs().map(Response.TransOk::new);
            case Request.Enroll enroll ->
                Combinators.combine(base64Url(1, 600), base64Url(1, 600)).as(Response.Enrolled::new);
            case Request.EventsOn events -> Arbitraries.just(new Response.Ok());
            case Request.Relay relay ->
                Arbitraries.oneOf(
                        Arbitraries.just(new Response.Pending()),
                        words().map(Response.Declined::new),
                        proofs().map(Response.TransOk::new));
            case Request.Decline decline -> Arbitraries.just(new Response.Ok());
            case Request.Status status ->
                Arbitraries.oneOf(
                        Arbitraries.of(new Response.NeverSeen(), new Response.Cancelled()),
                        proofs().map(Response.Committed::new),
                        Arbitraries.of("EXPIRED", "LIMIT").map(Response.Refused::new));
            case Request.Cancel cancel -> proofs().map(Response.Committed::new);
            case Request.History history ->
                proofs().list().ofMaxSize(Math.min(3, history.count())).map(Response.History::new);
            case Request.Publish publish ->
                Arbitraries.oneOf(
                        Arbitraries.just(new Response.Send()),
                        hashes().map(Response.Published::new),
                        Combinators.combine(stocks(), words()).as(Response.NotPublished::new));
            case Request.Settle settle -> Arbitraries.oneOf(settlements(), words().map(Response.NotSettled::new));
            case Request.Shop shop -> Arbitraries.oneOf(Arbitraries.just(new Response.Ok()), shopFailures());
            case Request.Stock stock -> Arbitraries.oneOf(Arbitraries.just(new Response.Ok()), shopFailures());
            case Request.Shops shops -> shops();
            case Request.Browse browse -> Arbitraries.oneOf(menuPages(), shopFailures());
            case Request.Menu menu -> blocks().map(Response.MenuBlock::new);
            case Request.Buy buy -> Arbitraries.oneOf(quotes(), shopFailures());
            case Request.Receipt receipt ->
                Combinators.combine(orderIds(), hashes(), pricedBaskets(), proofs())
                        .as(Response.Receipt::new);
            case Request.Exit exit -> Arbitraries.just(new Response.Bye());
            case Request.BadAmount unsayable -> throw new IllegalArgumentException();
            case Request.UnreadableUpload unsayable -> throw new IllegalArgumentException();
            case Request.Unreadable unsayable -> throw new IllegalArgumentException();
        };
        return Arbitraries.oneOf(own, own, refusals);
    }
}
