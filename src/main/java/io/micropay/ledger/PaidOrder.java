package io.micropay.ledger;

import io.micropay.money.AccountName;

/// What was bought, and by whom.
///
/// @param buyer in the registered spelling
public record PaidOrder(AccountName buyer, Sale sale) {}
