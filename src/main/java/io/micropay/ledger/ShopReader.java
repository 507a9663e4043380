package io.micropay.ledger;

import io.micropay.money.PaymentId;
import java.util.List;
import java.util.Optional;

/// Reads what is durable of shops.
public interface ShopReader {

    /// How many shops there are.
    int count();

    /// Shops in the order of their merchants' names.
    ///
    /// @param skipped how many come before
    List<ShopEntry> shops(int skipped, int count);

    /// Items in the order of the menu, of one menu however often it changes meanwhile.
    ///
    /// @param skipped how many come before
    /// @param now what quotes hold at this moment cannot be bought
    Optional<MenuExcerpt> menu(long merchant, int skipped, int count, long now);

    /// The menu as it was published: CMS SignedData.
    Optional<byte[]> signedMenu(long merchant);

    /// What was bought with a payment of this id, if `party` is its buyer, or the merchant.
    Optional<PaidOrder> sale(long party, PaymentId payment);
}
