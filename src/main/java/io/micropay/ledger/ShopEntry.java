package io.micropay.ledger;

import io.micropay.money.AccountName;

/// A shop in the list of all.
///
/// @param merchant in the registered spelling
/// @param items how many its menu has
public record ShopEntry(AccountName merchant, int items) {}
