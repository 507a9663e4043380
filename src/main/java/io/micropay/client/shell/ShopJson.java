package io.micropay.client.shell;

import io.micropay.money.Memo;
import io.micropay.money.OrderId;
import io.micropay.money.PricedBasket;
import io.micropay.money.Purpose;
import io.micropay.shop.Menu;
import io.micropay.shop.Purchase;
import io.micropay.wire.Response.ShopEntry;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The part of [OutcomeJson] that is about shops.
final class ShopJson {

    private ShopJson() {}

    static ObjectNode shop(ShopEntry shop) {
        return OutcomeJson.object()
                .put("merchant", shop.merchant().text())
                .put("title", shop.title().text())
                .put("items", shop.items());
    }

    /// An object for each item; each says of which menu it is.
    static Stream<ObjectNode> menu(Menu menu) {
        return menu.items().stream()
                .map(item -> OutcomeJson.object()
                        .put("sku", item.sku().text())
                        .put("category", item.category().text())
                        .put("title", item.title().text())
                        .put("price", item.price().toString())
                        .put("stock", item.stock())
                        .put("menu_hash", menu.hash()));
    }

    static ObjectNode saved(Outcome.Saved saved) {
        return OutcomeJson.object()
                .put("merchant", saved.merchant().text())
                .put("menu_hash", saved.menu().menu().hash())
                .put("items", saved.menu().menu().items().size())
                .put("signed_at", saved.menu().signedAt().toString())
                .put("file", saved.file().toString());
    }

    /// What was bought; null where nothing was, or nobody knows what.
    static ObjectNode putPurchase(ObjectNode object, Memo memo, Optional<Purchase> purchase) {
        return Purpose.of(memo) instanceof Purpose.Order order
                ? putPurchase(object, order.order(), purchase)
                : object.putNull("purchase");
    }

    /// What was bought with an order; null where nobody knows.
    static ObjectNode putPurchase(ObjectNode object, OrderId order, Optional<Purchase> purchase) {
        if (purchase.isEmpty()) {
            return object.putNull("purchase");
        }
        ObjectNode bought = object.putObject("purchase")
                .put("order", order.toString())
                .put("menu_hash", purchase.get().menuHash())
                .put("total", purchase.get().basket().total().toString());
        ArrayNode items = bought.putArray("items");
        List<PricedBasket.Item> basket = purchase.get().basket().items();
        for (int i = 0; i < basket.size(); i++) {
            items.addObject()
                    .put("sku", basket.get(i).sku().text())
                    .put("quantity", basket.get(i).quantity().value())
                    .put("price", basket.get(i).price().toString())
                    .put("sum", basket.get(i).total().toString())
                    .put("title", purchase.get().title(i).text());
        }
        return object;
    }
}
