package io.micropay.ledger;

import io.micropay.shop.Quote;
import java.util.Map;
import java.util.Set;

/// The shops as a batch finds them. Nothing of what is not there is in an answer.
public interface ShopRecords {

    /// The shops of these merchants, by the numbers of their accounts.
    Map<Long, ShopStatus> shops(Set<Long> merchants) throws StoreBusyException, BatchLostException;

    /// Quotes, whether they still stand or not.
    Map<QuoteKey, Quote> quotes(Set<QuoteKey> keys) throws StoreBusyException, BatchLostException;

    Map<ItemKey, Shelf> shelves(Set<ItemKey> items) throws StoreBusyException, BatchLostException;

    /// How many of these items are held by quotes.
    ///
    /// @param now those that stand at this moment
    Map<ItemKey, Long> held(Set<ItemKey> items, long now) throws StoreBusyException, BatchLostException;

    /// How many of each item are held by these merchants' quotes.
    ///
    /// @param now those that stand at this moment
    Map<ItemKey, Long> heldBy(Set<Long> merchants, long now) throws StoreBusyException, BatchLostException;
}
