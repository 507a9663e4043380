package io.micropay.ledger;

import io.micropay.shop.Quote;
import io.micropay.shop.ShopRefusal;

/// What became of a basket that somebody wants to buy.
public sealed interface QuoteOutcome {

    /// The stock is held, durably.
    record Quoted(Quote quote) implements QuoteOutcome {}

    record Refused(ShopRefusal refusal) implements QuoteOutcome {}

    /// The ledger is at its limit, out of disk space, or closing.
    record Busy() implements QuoteOutcome {}
}
