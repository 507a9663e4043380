package io.micropay.ledger;

import io.micropay.money.Price;

/// What there is of an item.
///
/// @param onHand what the merchant has: to be bought, or held for a quote
public record Shelf(Price price, long onHand) {

    Shelf with(long changed) {
        return new Shelf(price, changed);
    }
}
