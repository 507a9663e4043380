package io.micropay.ledger;

import io.micropay.shop.MenuItem;
import java.util.List;

/// Some items of a menu, with the stock that can be bought now.
///
/// @param menuHash lower-case hex
/// @param itemsInAll how many the menu has
public record MenuExcerpt(String menuHash, int itemsInAll, List<MenuItem> items) {
    public MenuExcerpt {
        items = List.copyOf(items);
    }
}
