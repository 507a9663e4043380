package io.micropay.shop;

import io.micropay.money.Sha256Text;
import io.micropay.money.Sku;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// All that a shop sells, in the merchant's order.
///
/// @param hash lower-case hex SHA-256 of the bytes that the menu was read from
public record Menu(List<MenuItem> items, String hash) {

    /// The most items that a menu can have.
    public static final int ITEMS_MAX = 10_000;

    public Menu {
        items = List.copyOf(items);
        if (items.isEmpty() || items.size() > ITEMS_MAX || !Sha256Text.isOfTheForm(hash)) {
            throw new IllegalArgumentException("no menu: " + items.size() + " items, hash " + hash);
        }
    }

    /// The items by their SKUs.
    public Map<Sku, MenuItem> bySku() {
        Map<Sku, MenuItem> found = new HashMap<>();
        items.forEach(item -> found.put(item.sku(), item));
        return found;
    }
}
