package io.micropay.client.shop;

import io.micropay.client.AnsweringServer;
import io.micropay.client.ConnectionException;
import io.micropay.money.AccountName;
import io.micropay.money.Basket;
import io.micropay.money.Memo;
import io.micropay.money.PricedBasket;
import io.micropay.money.Sku;
import io.micropay.shop.Menu;
import io.micropay.shop.MenuItem;
import io.micropay.shop.Purchase;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// Asks a shop what a basket costs, and believes only what it has computed from the menu.
///
/// Whoever pays signs the hash of the basket. So the items, the prices and the amount must be those that the buyer has
/// seen before anything is signed: a server that lies about one of them gets nothing.
public final class Buyer {

    private final AnsweringServer server;
    private final String ledger;

    /// @param ledger the fingerprint of its CA's key
    public Buyer(AnsweringServer server, String ledger) {
        this.server = server;
        this.ledger = ledger;
    }

    /// The shop's offer for a basket.
    ///
    /// @param merchant in the registered spelling
    public ShopAnswer<Offer> offer(AccountName merchant, Basket basket) throws ConnectionException {
        ShopAnswer<Menu> menu = menu(merchant, basket);
        return switch (menu) {
            case ShopAnswer.Given<Menu> given -> offer(merchant, basket, given.value());
            case ShopAnswer.Refused<Menu> refused -> new ShopAnswer.Refused<>(refused.response());
            case ShopAnswer.Untrue<Menu> untrue -> new ShopAnswer.Untrue<>(untrue.why());
        };
    }

    private ShopAnswer<Menu> menu(AccountName merchant, Basket basket) throws ConnectionException {
        return new ShopPages(server)
                .menu(
                        merchant,
                        read -> read.stream()
                                .map(MenuItem::sku)
                                .collect(Collectors.toSet())
                                .containsAll(skus(basket)));
    }

    private ShopAnswer<Offer> offer(AccountName merchant, Basket basket, Menu menu) throws ConnectionException {
        Response answer = server.ask(new Request.Buy(merchant, basket));
        if (!(answer instanceof Response.Quote quote)) {
            return new ShopAnswer.Refused<>(answer);
        }
        if (quote.menuHash().equals(menu.hash())) {
            return judged(merchant, basket, menu, quote);
        }
        // The merchant may have published another menu between the two questions.
        ShopAnswer<Menu> another = menu(merchant, basket);
        boolean same = another instanceof ShopAnswer.Given<Menu> given
                && given.value().hash().equals(quote.menuHash());
        return same
                ? judged(merchant, basket, ((ShopAnswer.Given<Menu>) another).value(), quote)
                : new ShopAnswer.Untrue<>(
                        "the price is from another menu than the shop shows, and holds until " + quote.expires());
    }

    private ShopAnswer<Offer> judged(AccountName merchant, Basket basket, Menu menu, Response.Quote quote) {
        Map<Sku, MenuItem> items = menu.bySku();
        if (!items.keySet().containsAll(skus(basket))) {
            return new ShopAnswer.Untrue<>("there is a price for what is not in the menu");
        }
        Purchase purchase = purchase(basket, items, menu.hash());
        if (!quote.amount().equals(purchase.basket().total())) {
            return new ShopAnswer.Untrue<>("these items cost "
                    + purchase.basket().total() + " by the menu, and the server asks for " + quote.amount());
        }
        String hash = purchase.hash(ledger, merchant, quote.order());
        return quote.basketHash().equals(hash)
                ? new ShopAnswer.Given<>(new Offer(merchant, quote.order(), purchase, quote.expires(), hash))
                : new ShopAnswer.Untrue<>("the hash of the basket is not that of these items at these prices");
    }

    private static Purchase purchase(Basket basket, Map<Sku, MenuItem> items, String menuHash) {
        List<PricedBasket.Item> priced = new ArrayList<>();
        List<Memo> titles = new ArrayList<>();
        for (Basket.Item item : basket.items()) {
            MenuItem onMenu = Objects.requireNonNull(items.get(item.sku()));
            priced.add(new PricedBasket.Item(item.sku(), item.quantity(), onMenu.price()));
            titles.add(onMenu.title());
        }
        return new Purchase(menuHash, new PricedBasket(priced), titles);
    }

    private static List<Sku> skus(Basket basket) {
        return basket.items().stream().map(Basket.Item::sku).toList();
    }
}
