package io.micropay.client.shell;

import io.micropay.client.shop.ShopAnswer;
import io.micropay.client.shop.ShopPages;
import io.micropay.money.AccountName;

/// Has looked who sells what.
public final class BrowsingDesk {

    private final ShopWay way;

    BrowsingDesk(ShopWay way) {
        this.way = way;
    }

    public Outcome.Shops shops() throws CommandFailedException {
        return new Outcome.Shops(way.ask(server -> new ShopPages(server).shops()));
    }

    /// The menu of a shop, whose merchant is named as he is registered, however his name was typed.
    public Outcome.Browsed browse(AccountName typed) throws CommandFailedException {
        AccountName merchant = way.ask(server -> new ShopAnswer.Given<>(new ShopPages(server).registered(typed)));
        return new Outcome.Browsed(merchant, way.ask(server -> new ShopPages(server).menu(merchant)));
    }
}
