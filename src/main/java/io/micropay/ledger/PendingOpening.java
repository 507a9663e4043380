package io.micropay.ledger;

import io.micropay.shop.ShopRefusal;

/// A shop to be opened or closed.
final class PendingOpening extends PendingShop<ShopOutcome> {

    private final boolean open;

    PendingOpening(Account merchant, boolean open) {
        super(merchant);
        this.open = open;
    }

    boolean isOpen() {
        return open;
    }

    void done() {
        decide(ShopOutcome.Done::new);
    }

    void refuse(ShopRefusal refusal) {
        decide(() -> new ShopOutcome.Refused(refusal));
    }

    @Override
    ShopOutcome busy() {
        return new ShopOutcome.Busy();
    }
}
