package io.micropay.ledger;

import io.micropay.shop.Quote;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What one batch changes in shops, in the order in which it is to be written: menus, openings, shelves, quotes that
/// end, quotes that begin, sales.
public final class ShopChanges {

    private final Map<Long, PublishedMenu> menus = new LinkedHashMap<>();
    private final Map<Long, Boolean> openings = new LinkedHashMap<>();
    private final Map<ItemKey, Long> onHand = new LinkedHashMap<>();
    private final Map<QuoteKey, Quote> ended = new LinkedHashMap<>();
    private final Map<QuoteKey, Quote> begun = new LinkedHashMap<>();
    private final List<Sale> sales = new ArrayList<>();

    /// Whatever was on the shelves of the merchant before is no longer there.
    void publish(PublishedMenu menu) {
        menus.put(menu.merchant().number(), menu);
        onHand.keySet().removeIf(item -> item.merchant() == menu.merchant().number());
    }

    void open(long merchant, boolean open) {
        openings.put(merchant, open);
    }

    void stock(ItemKey item, long count) {
        onHand.put(item, count);
    }

    void begin(QuoteKey key, Quote quote) {
        begun.put(key, quote);
    }

    /// A quote that the batch itself has begun was never written.
    void end(QuoteKey key, Quote quote) {
        if (begun.remove(key) == null) {
            ended.put(key, quote);
        }
    }

    void sell(Sale sale) {
        sales.add(sale);
    }

    /// Whether it changes nothing in any shop.
    public boolean isEmpty() {
        return menus.isEmpty()
                && openings.isEmpty()
                && onHand.isEmpty()
                && ended.isEmpty()
                && begun.isEmpty()
                && sales.isEmpty();
    }

    /// New menus by the number of the merchant, each in place of the one before.
    public Map<Long, PublishedMenu> menus() {
        return Collections.unmodifiableMap(menus);
    }

    /// Whether shops are open from now on.
    public Map<Long, Boolean> openings() {
        return Collections.unmodifiableMap(openings);
    }

    /// What is on hand from now on; of every item of a new menu too.
    public Map<ItemKey, Long> onHand() {
        return Collections.unmodifiableMap(onHand);
    }

    public Map<QuoteKey, Quote> ended() {
        return Collections.unmodifiableMap(ended);
    }

    public Map<QuoteKey, Quote> begun() {
        return Collections.unmodifiableMap(begun);
    }

    public List<Sale> sales() {
        return Collections.unmodifiableList(sales);
    }
}
