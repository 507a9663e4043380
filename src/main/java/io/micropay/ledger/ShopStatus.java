package io.micropay.ledger;

/// Which menu a shop has, and whether it sells now.
///
/// @param menuHash lower-case hex
public record ShopStatus(String menuHash, boolean open) {}
