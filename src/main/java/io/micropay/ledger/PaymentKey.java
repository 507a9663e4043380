package io.micropay.ledger;

import io.micropay.money.PaymentId;

/// What names a payment: ids belong to their payer, so two payers may use the same one.
///
/// @param payer the number of the payer's account
public record PaymentKey(long payer, PaymentId id) {}
