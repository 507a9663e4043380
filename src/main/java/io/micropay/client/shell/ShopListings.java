package io.micropay.client.shell;

import io.micropay.money.AccountName;
import io.micropay.money.PricedBasket;
import io.micropay.shop.Menu;
import io.micropay.shop.MenuItem;
import io.micropay.shop.Purchase;
import io.micropay.wire.Response.ShopEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What a person reads of shops: who sells, what there is, and what was bought.
final class ShopListings {

    private ShopListings() {}

    static String shops(List<ShopEntry> shops) {
        if (shops.isEmpty()) {
            return "There are no shops yet.";
        }
        Table table = new Table("lrl");
        for (ShopEntry shop : shops) {
            boolean named = !shop.title().text().equals(shop.merchant().text());
            table.row(
                    shop.merchant().text(),
                    Counted.of(shop.items(), "item"),
                    named ? shop.title().text() : "");
        }
        return table.text();
    }

    /// The menu by category, in the merchant's order.
    static String menu(AccountName merchant, Menu menu) {
        Map<String, List<MenuItem>> categories = menu.items().stream()
                .collect(
                        Collectors.groupingBy(item -> item.category().text(), LinkedHashMap::new, Collectors.toList()));
        Table table = new Table("llrr").row("SKU", "Title", "Price", "Left");
        categories.forEach((category, items) -> {
            if (!category.isEmpty()) {
                table.heading(category);
            }
            items.forEach(item -> row(table, item));
        });
        return "The menu of " + merchant + ":\n" + table.text();
    }

    private static void row(Table table, MenuItem item) {
        table.row(item.sku().text(), item.title().text(), item.price().toString(), Integer.toString(item.stock()));
    }

    /// The items with their prices, and what they come to.
    static String purchase(Purchase purchase) {
        Table table = new Table("rllrr");
        List<PricedBasket.Item> items = purchase.basket().items();
        for (int i = 0; i < items.size(); i++) {
            PricedBasket.Item item = items.get(i);
            table.row(
                    item.quantity() + " x",
                    item.sku().text(),
                    purchase.title(i).text(),
                    item.price().toString(),
                    item.total().toString());
        }
        return table.row("", "total", "", "", purchase.basket().total().toString())
                .text();
    }
}
