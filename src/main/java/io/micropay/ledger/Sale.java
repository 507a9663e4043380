package io.micropay.ledger;

import io.micropay.money.OrderId;
import io.micropay.money.PaymentId;
import io.micropay.money.PricedBasket;

/// What was bought, and the transfer that paid it: both are there, or neither.
///
/// @param seq the transfer's place in the journal
/// @param payment the id that the buyer gave the payment
/// @param buyer the number of the buyer's account; `merchant` likewise
/// @param menuHash lower-case hex
public record Sale(
        long seq, PaymentId payment, long buyer, long merchant, OrderId order, String menuHash, PricedBasket basket) {}
