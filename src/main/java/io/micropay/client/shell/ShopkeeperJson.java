package io.micropay.client.shell;

import io.micropay.client.shop.Sale;
import io.micropay.client.shop.SaleFault;
import io.micropay.money.Amount;
import io.micropay.money.PricedBasket;
import io.micropay.shop.Menu;
import io.micropay.shop.Purchase;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The part of [OutcomeJson] that is about a merchant's own shop.
final class ShopkeeperJson {

    private ShopkeeperJson() {}

    static ObjectNode published(Outcome.Published published) {
        Menu menu = published.menu();
        return OutcomeJson.object()
                .put("merchant", published.merchant().text())
                .put("items", menu.items().size())
                .put("categories", ShopkeeperSentences.categories(menu))
                .put("menu_hash", menu.hash());
    }

    static ObjectNode opened(Outcome.Opened opened) {
        return OutcomeJson.object().put("merchant", opened.merchant().text()).put("open", opened.open());
    }

    static ObjectNode stocked(Outcome.Stocked stocked) {
        return OutcomeJson.object()
                .put("merchant", stocked.merchant().text())
                .put("sku", stocked.sku().text())
                .put("stock", stocked.left());
    }

    /// An object for each item; each says of which menu it is.
    static Stream<ObjectNode> shelves(Menu menu) {
        return menu.items().stream()
                .map(item -> OutcomeJson.object()
                        .put("sku", item.sku().text())
                        .put("category", item.category().text())
                        .put("title", item.title().text())
                        .put("price", item.price().toString())
                        .put("stock", item.stock())
                        .put("menu_hash", menu.hash()));
    }

    /// The receipt's file is null where the payment does not verify, and the purchase where the server does not tell
    /// it.
    static ObjectNode sold(Outcome.Sold sold) {
        Sale sale = sold.sale();
        ObjectNode object = sale.kept()
                .map(OutcomeJson::kept)
                .orElseGet(() -> OutcomeJson.payment(sale.payment()).putNull("file"));
        OutcomeJson.putText(object, "balance", sold.balance().map(Amount::toString));
        object.put("verified", sale.isTrue());
        ArrayNode failed = object.putArray("failed");
        Arrays.stream(SaleFault.values())
                .filter(sale.faults()::contains)
                .forEach(fault -> failed.add(fault.name().toLowerCase(Locale.ROOT)));
        sale.purchase()
                .ifPresentOrElse(purchase -> putPurchase(object, sale, purchase), () -> object.putNull("purchase"));
        return object;
    }

    private static void putPurchase(ObjectNode object, Sale sale, Purchase purchase) {
        ObjectNode bought = object.putObject("purchase")
                .put("order", sale.purpose().order().toString())
                .put("menu_hash", purchase.menuHash())
                .put("total", purchase.basket().total().toString());
        ArrayNode items = bought.putArray("items");
        List<PricedBasket.Item> basket = purchase.basket().items();
        for (int i = 0; i < basket.size(); i++) {
            items.addObject()
                    .put("sku", basket.get(i).sku().text())
                    .put("quantity", basket.get(i).quantity().value())
                    .put("price", basket.get(i).price().toString())
                    .put("sum", ShopListings.sum(basket.get(i)).toString())
                    .put("title", purchase.title(i).text());
        }
    }
}
