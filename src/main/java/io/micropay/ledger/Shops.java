package io.micropay.ledger;

import io.micropay.money.Basket;
import io.micropay.money.PaymentId;
import io.micropay.money.Sku;
import io.micropay.shop.Menu;
import java.util.List;
import java.util.Optional;

/// What merchants sell, and what is bought of them.
///
/// Stock is exact: whatever changes it goes through the ledger's writer, together with the payments. A payment, the
/// sale of what was held for it, and the end of its quote are one durable transaction.
///
/// All methods block. Those that only read throw a [LedgerBusyException] when a shared store cannot be asked now.
public final class Shops {

    private final Ledger ledger;
    private final ReaderGroup readers;

    Shops(Ledger ledger, ReaderGroup readers) {
        this.ledger = ledger;
        this.readers = readers;
    }

    /// Opens a shop, or gives it another menu. Quotes that stand keep their price, and what they hold.
    ///
    /// @param signed CMS SignedData of the menu, verified by the caller
    public ShopOutcome publish(Account merchant, Menu menu, byte[] signed) {
        return ledger.ask(new PendingMenu(merchant, menu, signed));
    }

    /// Lets people buy, or not for now; what they have been quoted they can still pay.
    public ShopOutcome open(Account merchant, boolean open) {
        return ledger.ask(new PendingOpening(merchant, open));
    }

    /// From now on so many of an item can be bought, apart from what is held.
    public ShopOutcome stock(Account merchant, Sku sku, int left) {
        return ledger.ask(new PendingStock(merchant, sku, left));
    }

    /// Holds a basket for its buyer.
    ///
    /// @param ledgerId the fingerprint of the CA's key, which the basket's hash covers
    public QuoteOutcome quote(String ledgerId, Account buyer, Account merchant, Basket basket) {
        return ledger.ask(new PendingQuote(ledgerId, buyer, merchant, basket));
    }

    public int count() {
        return readers.read(reader -> reader.shops().count());
    }

    /// Shops in the order of their merchants' names.
    ///
    /// @param skipped how many come before
    public List<ShopEntry> list(int skipped, int count) {
        return readers.read(reader -> reader.shops().shops(skipped, count));
    }

    /// Items of a menu; empty when there is no such shop.
    ///
    /// @param skipped how many come before
    public Optional<MenuExcerpt> menu(Account merchant, int skipped, int count) {
        long now = ledger.now();
        return readers.read(reader -> reader.shops().menu(merchant.number(), skipped, count, now));
    }

    /// The menu as its merchant has signed it; empty when there is no such shop.
    public Optional<byte[]> signedMenu(Account merchant) {
        return readers.read(reader -> reader.shops().signedMenu(merchant.number()));
    }

    /// What was bought with a payment, as far as `asker` may see it: both sides may.
    public Optional<PaidOrder> sale(Account asker, PaymentId payment) {
        return readers.read(reader -> reader.shops().sale(asker.number(), payment));
    }
}
