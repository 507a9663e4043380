package io.micropay.client.shell;

import io.micropay.client.shop.Offer;
import io.micropay.wire.Response;
import io.micropay.wire.Response.Shortage;
import java.util.Optional;

/// What a person reads about shops; the others stand in [Sentences].
final class ShopSentences {

    static final String ASK_MERCHANT = "Whose shop? Enter the merchant's name:";
    static final String ASK_BASKET = "What do you want to buy? Enter items and quantities, like 101:2 203:1:";
    static final String BOUGHT = "It paid for this (titles are the shop's words, which nobody signed):";
    static final String PURCHASE_UNKNOWN =
            "It paid an order of the payee's shop, and this file does not say what for: receipt asks the server.";
    static final String OVER_TLS = "-> Too long for a datagram: asking over TLS.";
    static final String NOT_KEPT = "-> What was bought is not kept beside the receipt";
    static final String NOBODY_TO_CONFIRM = "nobody is here to confirm the price";
    static final String CONFIRM_HINT = "--yes buys at the price of the shop's menu";

    private ShopSentences() {}

    /// What a person confirms.
    static String offer(Offer offer) {
        return "The offer of " + offer.merchant() + ", which holds until " + offer.expires() + ":\n"
                + ShopListings.purchase(offer.purchase());
    }

    static String confirm(Offer offer, String unit) {
        return "Pay " + offer.purchase().basket().total().in(unit) + " to " + offer.merchant() + "? [y/N]";
    }

    static String saved(Outcome.Saved saved) {
        return "-> Menu: " + saved.file() + ", "
                + Counted.of(saved.menu().menu().items().size(), "item") + ", signed by "
                + saved.merchant() + " at " + saved.menu().signedAt();
    }

    /// Why a shop says no.
    static String because(Response.ShopFailed failed) {
        Optional<Shortage> shortage = failed.shortage();
        String what = switch (failed.reason()) {
            case "NO_SHOP" -> "there is no such shop";
            case "CLOSED" -> "the shop is closed for now";
            case "NO_ITEM" ->
                "the menu has no item "
                        + shortage.map(Shortage::sku).map(Object::toString).orElse("");
            case "SOLD_OUT" -> shortage.map(ShopSentences::left).orElse("sold out");
            default -> "the shop says no";
        };
        return what + " (SHOP FAIL " + Sentences.plain(failed.reason()) + ")";
    }

    private static String left(Shortage shortage) {
        return shortage.left() == 0
                ? shortage.sku() + " is sold out"
                : "only " + shortage.left() + " of " + shortage.sku() + (shortage.left() == 1 ? " is" : " are")
                        + " left";
    }

    /// What to do about it.
    static Optional<String> hint(Response.ShopFailed failed) {
        return switch (failed.reason()) {
            case "NO_SHOP" -> Optional.of("shops shows all of them");
            case "NO_ITEM", "SOLD_OUT" -> Optional.of("browse shows what there is");
            default -> Optional.empty();
        };
    }
}
