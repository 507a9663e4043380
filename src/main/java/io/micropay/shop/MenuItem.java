package io.micropay.shop;

import io.micropay.money.Memo;
import io.micropay.money.Price;
import io.micropay.money.Sku;

/// What a shop sells.
///
/// @param category may be empty
/// @param stock how many of it there are to be bought
public record MenuItem(Sku sku, Memo category, Memo title, Price price, int stock) {

    /// The largest stock; also that of an item whose menu does not count it.
    public static final int STOCK_MAX = 999_999;

    public MenuItem {
        if (stock < 0 || stock > STOCK_MAX) {
            throw new IllegalArgumentException("a stock of " + stock);
        }
    }
}
