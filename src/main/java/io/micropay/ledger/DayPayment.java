package io.micropay.ledger;

import io.micropay.money.Paid;
import io.micropay.money.Timestamp;

/// A durable transfer, as far as the end of a day looks at it.
///
/// @param seq its place in the ledger, from 1 without gaps
/// @param committedAt with milliseconds
public record DayPayment(long seq, Paid paid, Timestamp committedAt) {}
