package io.micropay.client.shell;

import io.micropay.money.AccountName;
import io.micropay.money.Basket;
import io.micropay.money.PaymentId;
import java.util.Optional;

/// What somebody wants to buy.
///
/// @param id the buyer's own name for the payment: under it, it is bought once
/// @param sure whether it is bought at whatever the menu says, without a question
/// @param anyway whether it is bought although an order for the same is open, or was paid unheard of
public record Wish(AccountName merchant, Basket basket, Optional<PaymentId> id, boolean sure, boolean anyway) {}
