package io.micropay.ledger;

import io.micropay.shop.Menu;

/// A menu to be published.
final class PendingMenu extends PendingShop<ShopOutcome> {

    private final Menu menu;
    private final byte[] signed;

    /// @param signed CMS SignedData of the menu's CSV
    PendingMenu(Account merchant, Menu menu, byte[] signed) {
        super(merchant);
        this.menu = menu;
        this.signed = signed;
    }

    PublishedMenu published() {
        return new PublishedMenu(merchantAccount(), menu, signed);
    }

    void done() {
        decide(ShopOutcome.Done::new);
    }

    @Override
    ShopOutcome busy() {
        return new ShopOutcome.Busy();
    }
}
