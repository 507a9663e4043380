package io.micropay.client.shop;

import io.micropay.client.AnsweringServer;
import io.micropay.client.ConnectionException;
import io.micropay.money.AccountName;
import io.micropay.shop.Menu;
import io.micropay.shop.MenuItem;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import io.micropay.wire.Response.ShopEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Reads what a server shows page by page: all shops, and the menu of one.
public final class ShopPages {

    /// More shops than anybody looks through.
    private static final int SHOPS_MAX = 10_000;

    /// How often a menu is begun again that changes while it is read.
    private static final int ATTEMPTS_MAX = 3;

    private final AnsweringServer server;

    public ShopPages(AnsweringServer server) {
        this.server = server;
    }

    /// All shops, as the server sorts them. One that opens meanwhile may be missing.
    public ShopAnswer<List<ShopEntry>> shops() throws ConnectionException {
        List<ShopEntry> shops = new ArrayList<>();
        int pages = 1;
        for (int page = 1; page <= pages && shops.size() < SHOPS_MAX; page++) {
            Response answer = server.ask(new Request.Shops(page));
            if (!(answer instanceof Response.Shops read)) {
                return new ShopAnswer.Refused<>(answer);
            }
            if (read.page() != page || (read.shops().isEmpty() && page < read.pages())) {
                return noPage(page);
            }
            shops.addAll(read.shops());
            pages = read.pages();
        }
        return new ShopAnswer.Given<>(shops);
    }

    /// A merchant's name in the registered spelling; as it is, when the server tells no other.
    public AccountName registered(AccountName merchant) throws ConnectionException {
        Response answer = server.ask(new Request.Key(merchant));
        if (answer instanceof Response.Key key && key.name().equals(merchant)) {
            return key.name();
        }
        // Keys are not told in datagrams.
        return answer instanceof Response.FormatError ? listed(merchant) : merchant;
    }

    private AccountName listed(AccountName merchant) throws ConnectionException {
        List<ShopEntry> shops = shops() instanceof ShopAnswer.Given<List<ShopEntry>> given ? given.value() : List.of();
        return shops.stream()
                .map(ShopEntry::merchant)
                .filter(merchant::equals)
                .findFirst()
                .orElse(merchant);
    }

    /// The whole menu of a shop.
    public ShopAnswer<Menu> menu(AccountName merchant) throws ConnectionException {
        return menu(merchant, read -> false);
    }

    /// The menu of a shop, as far as it takes.
    ///
    /// @param enough whether no more than what was read is wanted
    ShopAnswer<Menu> menu(AccountName merchant, Predicate<List<MenuItem>> enough) throws ConnectionException {
        ShopAnswer<Menu> answer = read(merchant, enough);
        for (int i = 1; i < ATTEMPTS_MAX && answer instanceof ShopAnswer.Untrue; i++) {
            answer = read(merchant, enough);
        }
        return answer;
    }

    private ShopAnswer<Menu> read(AccountName merchant, Predicate<List<MenuItem>> enough) throws ConnectionException {
        List<MenuItem> items = new ArrayList<>();
        String hash = "";
        int pages = 1;
        for (int page = 1; page <= pages && !enough.test(items); page++) {
            Response answer = server.ask(new Request.Browse(merchant, page));
            if (!(answer instanceof Response.MenuPage read)) {
                return new ShopAnswer.Refused<>(answer);
            }
            if (read.page() != page || read.items().isEmpty()) {
                return noPage(page);
            }
            if (page > 1 && !read.menuHash().equals(hash)) {
                return new ShopAnswer.Untrue<>("the menu changes while it is read");
            }
            hash = read.menuHash();
            pages = read.pages();
            read.items().forEach(item -> items.add(item(item)));
            if (items.size() > Menu.ITEMS_MAX) {
                return new ShopAnswer.Untrue<>("the menu has more than " + Menu.ITEMS_MAX + " items");
            }
        }
        return new ShopAnswer.Given<>(new Menu(items, hash));
    }

    static MenuItem item(Response.MenuItem item) {
        return new MenuItem(item.sku(), item.category(), item.title(), item.price(), item.stock());
    }

    private static <T> ShopAnswer<T> noPage(int page) {
        return new ShopAnswer.Untrue<>("it has no page " + page + ", although it says so");
    }
}
