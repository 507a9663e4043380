package io.micropay.ledger;

/// Whose quote it is: there is one at most for a buyer and a merchant.
///
/// @param merchant the number of the merchant's account; `buyer` likewise
public record QuoteKey(long merchant, long buyer) {}
