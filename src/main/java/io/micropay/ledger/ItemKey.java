package io.micropay.ledger;

import io.micropay.money.Sku;

/// An item of a merchant.
///
/// @param merchant the number of the merchant's account
public record ItemKey(long merchant, Sku sku) {}
