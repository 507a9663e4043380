package io.micropay.settlement;

import io.micropay.money.Paid;
import io.micropay.money.Timestamp;

/// A payment as the ledger has it, to or from a merchant.
///
/// @param order       the order that it paid for; empty when it paid for none
/// @param committedAt with milliseconds
public record LedgerPayment(Paid paid, String order, Timestamp committedAt) {}
