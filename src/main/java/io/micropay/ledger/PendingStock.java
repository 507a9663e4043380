package io.micropay.ledger;

import io.micropay.money.Sku;
import io.micropay.shop.ShopRefusal;

/// An item to be counted anew.
final class PendingStock extends PendingShop<ShopOutcome> {

    private final Sku sku;
    private final int left;

    /// @param left how many can be bought from now on, apart from what is held
    PendingStock(Account merchant, Sku sku, int left) {
        super(merchant);
        this.sku = sku;
        this.left = left;
    }

    ItemKey item() {
        return new ItemKey(merchant(), sku);
    }

    int left() {
        return left;
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
