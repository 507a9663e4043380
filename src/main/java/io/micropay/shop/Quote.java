package io.micropay.shop;

import io.micropay.money.Amount;
import io.micropay.money.OrderId;
import io.micropay.money.PricedBasket;
import io.micropay.money.Purpose;
import java.time.Duration;

/// What a shop asks for a basket, and for how long. Until then the stock is the buyer's.
///
/// @param menuHash the menu that the prices are from
/// @param basketHash see [BasketHash]
/// @param expiresAt milliseconds since 1970; from then on it can no longer be paid
public record Quote(OrderId order, PricedBasket basket, String menuHash, String basketHash, long expiresAt) {

    /// How long a shop holds its stock for somebody who has not paid.
    public static final Duration LIFETIME = Duration.ofMinutes(5);

    public Amount amount() {
        return basket.total();
    }

    /// Whether it still stands.
    ///
    /// @param now milliseconds since 1970
    public boolean isOpen(long now) {
        return now < expiresAt;
    }

    /// Whether a payment of `amount` for this purpose pays it, now.
    public boolean isPaidBy(Purpose.Order purpose, Amount amount, long now) {
        return isOpen(now)
                && purpose.order().equals(order)
                && purpose.basketHash().equals(basketHash)
                && amount.equals(amount());
    }
}
