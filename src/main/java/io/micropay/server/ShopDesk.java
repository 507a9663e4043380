package io.micropay.server;

import io.micropay.jfr.QuoteEvent;
import io.micropay.ledger.Account;
import io.micropay.ledger.Ledger;
import io.micropay.ledger.MenuExcerpt;
import io.micropay.ledger.PaidOrder;
import io.micropay.ledger.PaymentState;
import io.micropay.ledger.PostedTransfer;
import io.micropay.ledger.QuoteOutcome;
import io.micropay.ledger.ShopOutcome;
import io.micropay.money.AccountName;
import io.micropay.money.Memo;
import io.micropay.money.Timestamp;
import io.micropay.payment.ReceiptIssuer;
import io.micropay.payment.RefusalReason;
import io.micropay.shop.Quote;
import io.micropay.shop.ShopRefusal;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Answers for the shops: what there is to buy, what a basket costs, and what was bought.
final class ShopDesk {

    /// How many lines a page has: of usual titles, as many as fit a datagram.
    private static final int PAGE = 16;

    private final LedgerProfile profile;
    private final Ledger ledger;
    private final ReceiptIssuer receipts;
    private final MenuDesk menus;
    private final ShopLog log;

    ShopDesk(LedgerProfile profile, Ledger ledger, ReceiptIssuer receipts, MenuDesk menus, ShopLog log) {
        this.profile = profile;
        this.ledger = ledger;
        this.receipts = receipts;
        this.menus = menus;
        this.log = log;
    }

    Response publish(Session session, Request.Publish publish) throws IOException, InterruptedException {
        Optional<Account> merchant = session.login();
        return merchant.isPresent() ? menus.publish(session, merchant.get(), publish.block()) : Answers.notLoggedIn();
    }

    Response menu(Session session, Request.Menu menu) {
        return asLogin(session, asker -> atShop(menu.merchant(), merchant -> menus.send(session, asker, merchant)));
    }

    Response open(Session session, Request.Shop shop) {
        return asLogin(session, merchant -> {
            ShopOutcome outcome = ledger.shops().open(merchant, shop.open());
            if (outcome instanceof ShopOutcome.Done) {
                tellDoor(merchant, shop.open());
            }
            return done(outcome);
        });
    }

    private void tellDoor(Account merchant, boolean open) {
        if (open) {
            log.opened(merchant);
        } else {
            log.closed(merchant);
        }
    }

    Response stock(Session session, Request.Stock stock) {
        return asLogin(session, merchant -> done(ledger.shops().stock(merchant, stock.sku(), stock.left())));
    }

    private static Response done(ShopOutcome outcome) {
        return switch (outcome) {
            case ShopOutcome.Done done -> new Response.Ok();
            case ShopOutcome.Refused refused -> refused(refused.refusal());
            case ShopOutcome.Busy busy -> Answers.refused(RefusalReason.BUSY);
        };
    }

    Response list(Session session, Request.Shops list) {
        return asLogin(session, asker -> list(list));
    }

    /// Shops are the same to everybody.
    Response list(Request.Shops list) {
        int pages = Math.ceilDiv(ledger.shops().count(), PAGE);
        List<Response.ShopEntry> shops = ledger.shops().list(skipped(list.page()), PAGE).stream()
                .map(shop -> new Response.ShopEntry(shop.merchant(), title(shop.merchant()), shop.items()))
                .toList();
        return new Response.Shops(list.page(), pages, shops);
    }

    /// A shop has no other title than its merchant's name.
    private static Memo title(AccountName merchant) {
        return Memo.of(merchant.text()).orElseThrow();
    }

    private static int skipped(int page) {
        return (page - 1) * PAGE;
    }

    Response browse(Session session, Request.Browse browse) {
        return asLogin(session, asker -> browse(browse));
    }

    Response browse(Request.Browse browse) {
        return atShop(
                browse.merchant(),
                merchant -> ledger.shops()
                        .menu(merchant, skipped(browse.page()), PAGE)
                        .map(menu -> page(browse.page(), menu))
                        .orElseGet(() -> refused(ShopRefusal.NO_SHOP)));
    }

    private static Response page(int page, MenuExcerpt menu) {
        return new Response.MenuPage(
                page,
                Math.ceilDiv(menu.itemsInAll(), PAGE),
                menu.menuHash(),
                menu.items().stream()
                        .map(item -> new Response.MenuItem(
                                item.sku(), item.category(), item.title(), item.price(), item.stock()))
                        .toList());
    }

    Response buy(Session session, Request.Buy buy) {
        return asLogin(session, buyer -> buy(buyer, buy));
    }

    Response buy(Account buyer, Request.Buy buy) {
        return atShop(buy.merchant(), merchant -> buy(buyer, merchant, buy));
    }

    private Response buy(Account buyer, Account merchant, Request.Buy buy) {
        QuoteEvent event = new QuoteEvent();
        event.begin();
        QuoteOutcome outcome = ledger.shops().quote(profile.id().hex(), buyer, merchant, buy.basket());
        Response answer = switch (outcome) {
            case QuoteOutcome.Quoted quoted -> {
                event.outcome = "QUOTED";
                event.order = quoted.quote().order().toString();
                log.quoted(buyer, merchant, quoted.quote());
                yield quote(quoted.quote());
            }
            case QuoteOutcome.Refused refused -> {
                event.outcome = refused.refusal().reason().name();
                log.notQuoted(buyer, merchant, refused.refusal());
                yield refused(refused.refusal());
            }
            case QuoteOutcome.Busy busy -> {
                event.outcome = RefusalReason.BUSY.name();
                yield Answers.refused(RefusalReason.BUSY);
            }
        };
        event.merchant = merchant.name().text();
        event.commit();
        return answer;
    }

    private static Response quote(Quote quote) {
        return new Response.Quote(
                quote.order(),
                quote.amount(),
                Timestamp.ofEpochMillis(quote.expiresAt()),
                quote.menuHash(),
                quote.basketHash());
    }

    Response receipt(Session session, Request.Receipt receipt) {
        return asLogin(session, asker -> receipt(asker, receipt));
    }

    Response receipt(Account asker, Request.Receipt receipt) {
        return ledger.shops()
                .sale(asker, receipt.id())
                .map(paid -> receipt(asker, paid))
                .orElseGet(Response.NeverSeen::new);
    }

    /// The sale is on record. What the ledger says of its payment is what everybody else would see too.
    private Response receipt(Account asker, PaidOrder paid) {
        Optional<Account> buyer = ledger.account(paid.buyer());
        if (buyer.isEmpty()) {
            return new Response.NeverSeen();
        }
        return switch (ledger.status(asker, buyer.get(), paid.sale().payment())) {
            case PaymentState.Committed committed -> receipt(paid, committed.transfer());
            case PaymentState.Busy busy -> Answers.refused(RefusalReason.BUSY);
            case PaymentState.NeverSeen never -> new Response.NeverSeen();
            case PaymentState.Refused refused -> new Response.NeverSeen();
            case PaymentState.Cancelled cancelled -> new Response.NeverSeen();
        };
    }

    private Response receipt(PaidOrder paid, PostedTransfer transfer) {
        return new Response.Receipt(
                paid.sale().order(), paid.sale().menuHash(), paid.sale().basket(), receipts.proof(transfer));
    }

    private Response asLogin(Session session, Function<Account, Response> answer) {
        return session.login().map(answer).orElseGet(Answers::notLoggedIn);
    }

    private Response atShop(AccountName name, Function<Account, Response> answer) {
        return ledger.account(name).map(answer).orElseGet(() -> refused(ShopRefusal.NO_SHOP));
    }

    /// A shop's refusal, as an answer.
    static Response refused(ShopRefusal refusal) {
        return new Response.ShopFailed(
                refusal.reason().name(),
                refusal.shortage().map(shortage -> new Response.Shortage(shortage.sku(), shortage.left())));
    }
}
