package io.micropay.client.shop;

import io.micropay.client.AnsweringServer;
import io.micropay.client.ConnectionException;
import io.micropay.money.AccountName;
import io.micropay.money.Basket;
import io.micropay.money.Quantity;
import io.micropay.money.Sku;
import io.micropay.shop.Menu;
import io.micropay.shop.MenuItem;
import io.micropay.shop.ShopRefusal.Reason;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/// What keeps a merchant's own shop from selling: its menu, its door, and its empty shelves.
public final class ShopWatch {

    /// Read beside the first in one look. A menu has up to 625, and a basket rarely items on more than these.
    private static final int PAGES_MAX = 4;

    private final AnsweringServer server;
    private final AccountName merchant;
    private final OwnMenus menus;

    /// @param server logged in as the merchant
    /// @param menus the merchant's own
    ShopWatch(AnsweringServer server, OwnMenus menus, AccountName merchant) {
        this.server = server;
        this.merchant = merchant;
        this.menus = menus;
    }

    /// What is to be seen of the shop from the street; empty when the server, such as a busy one, does not show it.
    ///
    /// No request asks whether people can buy. But a shop that is closed says so before it looks for an item, and
    /// nobody has an item of this name: each look is one refused order, which holds nothing.
    public Optional<ShopFront> front() throws ConnectionException {
        Response shown = browse(1);
        if (shown instanceof Response.MenuPage page) {
            return door().map(door -> new ShopFront.Furnished(page.menuHash(), isFor(door, Reason.CLOSED)));
        }
        return shown instanceof Response.ShopFailed failed && isFor(failed, Reason.NO_SHOP)
                ? Optional.of(new ShopFront.Empty())
                : Optional.empty();
    }

    private Optional<Response.ShopFailed> door() throws ConnectionException {
        Sku nobodys = Sku.parse(UUID.randomUUID().toString().replace("-", "")).orElseThrow();
        Basket basket = new Basket(List.of(new Basket.Item(nobodys, new Quantity(1))));
        return BusyServer.ask(() -> server.ask(new Request.Buy(merchant, basket))) instanceof Response.ShopFailed failed
                ? Optional.of(failed)
                : Optional.empty();
    }

    private static boolean isFor(Response.ShopFailed failed, Reason reason) {
        return failed.reason().equals(reason.name());
    }

    /// Whether this wallet has signed the menu with this hash, so that sales of it can be checked.
    public boolean hasSigned(String menuHash) throws IOException {
        return menus.find(menuHash).isPresent();
    }

    /// Those of the items just sold of which no more can be bought, as far as a few pages of the menu show them: the
    /// first, and those on which they stand in the menu that this wallet has signed.
    public List<MenuItem> soldOut(Set<Sku> sold) throws ConnectionException, IOException {
        Optional<Response.MenuPage> first = page(1).filter(page -> !page.items().isEmpty());
        if (first.isEmpty()) {
            return List.of();
        }
        List<MenuItem> found = new ArrayList<>(soldOut(first.get(), sold));
        String hash = first.get().menuHash();
        for (int number : further(first.get(), sold)) {
            page(number)
                    .filter(page -> page.menuHash().equals(hash))
                    .ifPresent(page -> found.addAll(soldOut(page, sold)));
        }
        return found;
    }

    private Optional<Response.MenuPage> page(int number) throws ConnectionException {
        return browse(number) instanceof Response.MenuPage page ? Optional.of(page) : Optional.empty();
    }

    private Response browse(int number) throws ConnectionException {
        return BusyServer.ask(() -> server.ask(new Request.Browse(merchant, number)));
    }

    private static List<MenuItem> soldOut(Response.MenuPage page, Set<Sku> sold) {
        return page.items().stream()
                .filter(item -> item.stock() == 0 && sold.contains(item.sku()))
                .map(ShopPages::item)
                .toList();
    }

    /// The pages behind the first on which these stand. All pages but the last have as many items as the first.
    private List<Integer> further(Response.MenuPage first, Set<Sku> sold) throws IOException {
        List<MenuItem> items = menus.find(first.menuHash()).map(Menu::items).orElse(List.of());
        int perPage = first.items().size();
        return IntStream.range(perPage, items.size())
                .filter(place -> sold.contains(items.get(place).sku()))
                .map(place -> place / perPage + 1)
                .distinct()
                .limit(PAGES_MAX)
                .boxed()
                .toList();
    }
}
