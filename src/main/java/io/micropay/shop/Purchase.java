package io.micropay.shop;

import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.money.Memo;
import io.micropay.money.OrderId;
import io.micropay.money.PricedBasket;
import io.micropay.money.Purpose;
import io.micropay.money.Sha256Text;
import java.util.List;

/// What somebody buys: so many of these items of a menu, each at its price.
///
/// @param menuHash the menu that the prices are from
/// @param titles what the shop calls the items, in the basket's order; empty where nobody knows. No signature covers
/// them
public record Purchase(String menuHash, PricedBasket basket, List<Memo> titles) {

    public Purchase {
        titles = List.copyOf(titles);
        if (!Sha256Text.isOfTheForm(menuHash)
                || (!titles.isEmpty() && titles.size() != basket.items().size())) {
            throw new IllegalArgumentException("no purchase: " + basket + " of menu " + menuHash + ", " + titles);
        }
    }

    /// What binds it to a payment.
    ///
    /// @param ledger the fingerprint of its CA's key
    /// @param merchant in the registered spelling
    public String hash(String ledger, AccountName merchant, OrderId order) {
        return BasketHash.of(ledger, merchant, order, menuHash, basket);
    }

    /// Whether this is what a payment of this amount and with this memo paid for.
    ///
    /// @param ledger the fingerprint of its CA's key
    /// @param merchant in the registered spelling
    public boolean isPaidBy(String ledger, AccountName merchant, Amount amount, Memo memo) {
        return Purpose.of(memo) instanceof Purpose.Order order
                && amount.equals(basket.total())
                && order.basketHash().equals(hash(ledger, merchant, order.order()));
    }

    /// What an item is called; empty where nobody knows.
    public Memo title(int index) {
        return titles.isEmpty() ? Memo.EMPTY : titles.get(index);
    }
}
