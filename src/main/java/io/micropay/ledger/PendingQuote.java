package io.micropay.ledger;

import io.micropay.money.Basket;
import io.micropay.money.OrderId;
import io.micropay.money.PricedBasket;
import io.micropay.shop.BasketHash;
import io.micropay.shop.Quote;
import io.micropay.shop.ShopRefusal;

/// A basket that somebody wants to buy.
final class PendingQuote extends PendingShop<QuoteOutcome> {

    private final String ledgerId;
    private final Account buyer;
    private final Basket basket;

    /// @param ledgerId the fingerprint of the CA's key, which the basket's hash covers
    PendingQuote(String ledgerId, Account buyer, Account merchant, Basket basket) {
        super(merchant);
        this.ledgerId = ledgerId;
        this.buyer = buyer;
        this.basket = basket;
    }

    QuoteKey key() {
        return new QuoteKey(merchant(), buyer.number());
    }

    Basket basket() {
        return basket;
    }

    /// A quote at these prices. Each has an id of its own: where a batch in doubt is decided again, an earlier one may
    /// have
    /// been paid by way of another server.
    Quote quote(PricedBasket priced, String menuHash, long now) {
        OrderId order = OrderId.next();
        String hash = BasketHash.of(ledgerId, merchantAccount().name(), order, menuHash, priced);
        return new Quote(order, priced, menuHash, hash, now + Quote.LIFETIME.toMillis());
    }

    void answer(Quote quote) {
        decide(() -> new QuoteOutcome.Quoted(quote));
    }

    void refuse(ShopRefusal refusal) {
        decide(() -> new QuoteOutcome.Refused(refusal));
    }

    @Override
    QuoteOutcome busy() {
        return new QuoteOutcome.Busy();
    }
}
