package io.micropay.client.shop;

import io.micropay.client.PaymentIntent;
import io.micropay.money.AccountName;
import io.micropay.money.OrderId;
import io.micropay.money.PaymentId;
import io.micropay.money.Purpose;
import io.micropay.money.Timestamp;
import io.micropay.shop.Purchase;
import java.util.Optional;

/// What a shop wants for a basket, once the buyer has computed it too.
///
/// @param merchant in the registered spelling
/// @param expires until then the stock is held, at this price
/// @param basketHash what binds the payment to the purchase
public record Offer(AccountName merchant, OrderId order, Purchase purchase, Timestamp expires, String basketHash) {

    /// What there is to pay.
    ///
    /// @param id the payer's own name for the payment, if it has one
    public PaymentIntent intent(boolean anyway, Optional<PaymentId> id) {
        return new PaymentIntent(
                        merchant,
                        purchase.basket().total(),
                        new Purpose.Order(order, basketHash).memo().orElseThrow(),
                        anyway)
                .named(id, Optional.empty());
    }
}
