package io.micropay.client.shell;

import io.micropay.client.shop.CheckedSale;
import io.micropay.money.Amount;
import io.micropay.shop.Menu;
import java.util.Locale;
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

    /// The receipt's file is null where the payment does not verify, and the purchase where the server does not tell
    /// it.
    static ObjectNode sold(Outcome.Sold sold) {
        CheckedSale sale = sold.sale();
        ObjectNode object = sale.kept()
                .map(OutcomeJson::kept)
                .orElseGet(() -> OutcomeJson.payment(sale.payment()).putNull("file"));
        OutcomeJson.putText(object, "balance", sold.balance().map(Amount::toString));
        object.put("verified", sale.isTrue());
        ArrayNode failed = object.putArray("failed");
        sale.faults().forEach(fault -> failed.add(fault.name().toLowerCase(Locale.ROOT)));
        return ShopJson.putPurchase(object, sale.purpose().order(), sale.purchase());
    }
}
