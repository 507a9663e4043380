package io.micropay.client.shop;

import io.micropay.client.AnsweringServer;
import io.micropay.client.ConnectionException;
import io.micropay.money.AccountName;
import io.micropay.money.Basket;
import io.micropay.money.Quantity;
import io.micropay.money.Sku;
import io.micropay.shop.Menu;
import io.micropay.shop.MenuItem;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// What keeps a merchant's own shop from selling: its door, and its empty shelves.
///
/// One thread at a time uses it.
public final class ShopWatch {

    private static final String CLOSED = "CLOSED";

    private final AnsweringServer server;
    private final AccountName merchant;
    private final Set<Sku> soldOut = new HashSet<>();

    /// @param server logged in as the merchant
    public ShopWatch(AnsweringServer server, AccountName merchant) {
        this.server = server;
        this.merchant = merchant;
    }

    /// Whether people can buy, once something is published. No request asks for that, but a shop that is closed says so
    /// before it looks for the item; and nobody has an item of this name, so that nothing is held if it is open.
    public boolean isClosed() throws ConnectionException {
        Sku nobodys = Sku.parse(UUID.randomUUID().toString().replace("-", "")).orElseThrow();
        Basket basket = new Basket(List.of(new Basket.Item(nobodys, new Quantity(1))));
        return BusyServer.ask(() -> server.ask(new Request.Buy(merchant, basket))) instanceof Response.ShopFailed failed
                && failed.reason().equals(CLOSED);
    }

    /// Those of the items just sold of which no more can be bought. Each is told once, until there is more of it.
    public List<MenuItem> newlySoldOut(Set<Sku> sold) throws ConnectionException {
        ShopAnswer<Menu> answer = new ShopPages(server)
                .menu(
                        merchant,
                        read -> read.stream()
                                .map(MenuItem::sku)
                                .collect(Collectors.toSet())
                                .containsAll(sold));
        if (!(answer instanceof ShopAnswer.Given<Menu> shown)) {
            return List.of();
        }
        List<MenuItem> items = shown.value().items().stream()
                .filter(item -> sold.contains(item.sku()))
                .toList();
        items.stream().filter(item -> item.stock() > 0).map(MenuItem::sku).forEach(soldOut::remove);
        return items.stream()
                .filter(item -> item.stock() == 0 && soldOut.add(item.sku()))
                .toList();
    }
}
