package io.micropay.shop;

import io.micropay.money.Sku;
import java.util.Optional;

/// Why a shop says no.
///
/// @param shortage the item that it is about, if it is about one
public record ShopRefusal(Reason reason, Optional<Shortage> shortage) {

    public static final ShopRefusal NO_SHOP = new ShopRefusal(Reason.NO_SHOP, Optional.empty());
    public static final ShopRefusal CLOSED = new ShopRefusal(Reason.CLOSED, Optional.empty());

    /// In order of precedence: the first that applies is the answer.
    public enum Reason {
        /// The account has published no menu.
        NO_SHOP,
        /// The merchant sells nothing for now.
        CLOSED,
        /// The menu has no such item.
        NO_ITEM,
        /// There are too few of an item.
        SOLD_OUT
    }

    /// What there is too little of.
    ///
    /// @param left how many of it there are
    public record Shortage(Sku sku, int left) {}

    public static ShopRefusal noItem(Sku sku) {
        return new ShopRefusal(Reason.NO_ITEM, Optional.of(new Shortage(sku, 0)));
    }

    public static ShopRefusal soldOut(Sku sku, int left) {
        return new ShopRefusal(Reason.SOLD_OUT, Optional.of(new Shortage(sku, left)));
    }
}
