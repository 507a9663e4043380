package io.micropay.wire;

import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.money.Base64Url;
import io.micropay.money.Memo;
import io.micropay.money.PaymentId;
import io.micropay.money.PaymentOrder;
import io.micropay.money.Timestamp;
import io.micropay.wire.Response.OnlineAccount;
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
                Combinators.combine(
                                Arbitraries.longs().between(0, 999_999_999_999_999_999L),
                                Arbitraries.integers().between(1, 100))
                        .as(Request.History::new));
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
                        base64Url(0, 600))
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
            case Request.History history -> proofs().list().ofMaxSize(3).map(Response.History::new);
            case Request.Exit exit -> Arbitraries.just(new Response.Bye());
            case Request.BadAmount unsayable -> throw new IllegalArgumentException();
            case Request.Unreadable unsayable -> throw new IllegalArgumentException();
        };
        return Arbitraries.oneOf(own, own, refusals);
    }
}
