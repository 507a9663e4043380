package io.micropay.ledger;

import io.micropay.shop.ShopRefusal;

/// What became of a merchant's wish.
public sealed interface ShopOutcome {

    /// It is so, durably.
    record Done() implements ShopOutcome {}

    record Refused(ShopRefusal refusal) implements ShopOutcome {}

    /// The ledger is at its limit, out of disk space, or closing.
    record Busy() implements ShopOutcome {}
}
