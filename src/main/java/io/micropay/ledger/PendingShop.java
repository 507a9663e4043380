package io.micropay.ledger;

import java.util.List;

/// A command about a shop.
///
/// @param <O> the outcome
abstract sealed class PendingShop<O> extends Pending<O>
        permits PendingMenu, PendingOpening, PendingStock, PendingQuote {

    private final Account merchant;

    PendingShop(Account merchant) {
        this.merchant = merchant;
    }

    /// The number of the merchant's account.
    final long merchant() {
        return merchant.number();
    }

    final Account merchantAccount() {
        return merchant;
    }

    /// Nobody's money moves.
    @Override
    final List<Account> accounts(Account treasury) {
        return List.of();
    }
}
