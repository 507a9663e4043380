package io.micropay.wire;

import static io.micropay.wire.ResponseCodec.COMMITTED;
import static io.micropay.wire.ResponseCodec.MENU;
import static io.micropay.wire.ResponseCodec.QUOTE;
import static io.micropay.wire.ResponseCodec.RECEIPT;
import static io.micropay.wire.ResponseCodec.SETTLED;
import static io.micropay.wire.ResponseCodec.SHOPS;
import static io.micropay.wire.ResponseCodec.SHOP_FAIL;

import io.micropay.wire.Response.MenuItem;
import io.micropay.wire.Response.ShopEntry;

/// Writes what shops answer; [ShopAnswerReader] reads it back.
final class ShopAnswers {

    private ShopAnswers() {}

    static String failed(Response.ShopFailed failed) {
        return SHOP_FAIL + "#" + failed.reason()
                + failed.shortage()
                        .map(shortage -> "#" + shortage.sku() + "#" + shortage.left())
                        .orElse("");
    }

    static String shops(Response.Shops shops) {
        StringBuilder lines = new StringBuilder();
        lines.append(SHOPS).append('#').append(shops.page()).append('#').append(shops.pages());
        lines.append('#').append(shops.shops().size());
        for (ShopEntry shop : shops.shops()) {
            lines.append('\n').append(shop.merchant()).append('#').append(shop.title());
            lines.append('#').append(shop.items());
        }
        return lines.toString();
    }

    static String menuPage(Response.MenuPage page) {
        StringBuilder lines = new StringBuilder();
        lines.append(MENU).append('#').append(page.page()).append('#').append(page.pages());
        lines.append('#').append(page.menuHash());
        lines.append('#').append(page.items().size());
        for (MenuItem item : page.items()) {
            lines.append('\n').append(item.sku()).append('#').append(item.category());
            lines.append('#').append(item.title()).append('#').append(item.price());
            lines.append('#').append(item.stock());
        }
        return lines.toString();
    }

    static String quote(Response.Quote quote) {
        return String.join(
                "#",
                QUOTE,
                quote.order().toString(),
                quote.amount().toString(),
                quote.expires().toString(),
                quote.menuHash(),
                quote.basketHash());
    }

    static String receipt(Response.Receipt receipt) {
        return RECEIPT + "#" + receipt.order() + "#" + receipt.menuHash() + "#" + receipt.basket() + "\n" + COMMITTED
                + "#" + receipt.proof();
    }

    static String settled(Response.Settled settled) {
        return String.join(
                "#",
                SETTLED,
                settled.date().toString(),
                Integer.toString(settled.matched()),
                Integer.toString(settled.missing()),
                Integer.toString(settled.extra()),
                Integer.toString(settled.mismatched()),
                settled.total().toString(),
                settled.block().toString());
    }
}
