package io.micropay.ledger;

import io.micropay.money.Basket;
import io.micropay.money.PricedBasket;
import io.micropay.money.Purpose;
import io.micropay.shop.MenuItem;
import io.micropay.shop.Quote;
import io.micropay.shop.ShopRefusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Decides what one batch does to shops, one command after the other: the rules of stock.
///
/// What can be bought of an item is what is on hand less what open quotes hold. A quote that expires gives its stock
/// back by doing so, and a sale takes it from both: so the last item is sold once, whoever asks at the same moment.
final class ShopDecision {

    private final ShopChanges changes;
    private final long now;

    /// What the store had, as the batch has changed it so far. Quotes that have expired are not among them.
    private final Map<Long, ShopStatus> shops = new HashMap<>();
    private final Map<QuoteKey, Quote> quotes = new HashMap<>();
    private final Map<ItemKey, Shelf> shelves = new HashMap<>();
    private final Map<ItemKey, Long> held = new HashMap<>();

    private boolean foundOnRecord;

    ShopDecision(BatchChanges changes) {
        this.changes = changes.shops();
        this.now = changes.decidedAt();
    }

    /// Asks for all that the batch has to know of shops at once.
    void lookUp(List<Pending<?>> batch, LedgerStore.Batch stored) throws StoreBusyException, BatchLostException {
        ShopQuestions questions = ShopQuestions.of(batch);
        if (questions.isEmpty()) {
            return;
        }
        ShopRecords records = stored.shops();
        records.quotes(questions.quotes()).forEach((key, quote) -> {
            if (quote.isOpen(now)) {
                quotes.put(key, quote);
                questions.add(key, quote);
            }
        });
        foundOnRecord = !quotes.isEmpty();
        shops.putAll(records.shops(questions.merchants()));
        shelves.putAll(records.shelves(questions.items()));
        held.putAll(records.held(questions.items(), now));
        held.putAll(records.heldBy(questions.publishing(), now));
    }

    /// Whether an answer hangs on a quote that an earlier batch has left on record.
    boolean hasFoundOnRecord() {
        return foundOnRecord;
    }

    void decide(PendingShop<?> command) {
        switch (command) {
            case PendingMenu menu -> publish(menu);
            case PendingOpening opening -> open(opening);
            case PendingStock stock -> stock(stock);
            case PendingQuote quote -> quote(quote);
        }
    }

    /// A new shop is open; another stays as it is. What is held stays held: the menu's stock comes on top of it.
    private void publish(PendingMenu command) {
        PublishedMenu published = command.published();
        long merchant = command.merchant();
        ShopStatus before = shops.get(merchant);
        shops.put(merchant, new ShopStatus(published.menu().hash(), before == null || before.open()));
        shelves.keySet().removeIf(item -> item.merchant() == merchant);
        changes.publish(published);
        for (MenuItem item : published.menu().items()) {
            ItemKey key = new ItemKey(merchant, item.sku());
            put(key, new Shelf(item.price(), item.stock() + held(key)));
        }
        command.done();
    }

    private void open(PendingOpening command) {
        ShopStatus shop = shops.get(command.merchant());
        if (shop == null) {
            command.refuse(ShopRefusal.NO_SHOP);
            return;
        }
        shops.put(command.merchant(), new ShopStatus(shop.menuHash(), command.isOpen()));
        changes.open(command.merchant(), command.isOpen());
        command.done();
    }

    private void stock(PendingStock command) {
        Shelf shelf = shelves.get(command.item());
        if (!shops.containsKey(command.merchant())) {
            command.refuse(ShopRefusal.NO_SHOP);
        } else if (shelf == null) {
            command.refuse(ShopRefusal.noItem(command.item().sku()));
        } else {
            put(command.item(), shelf.with(command.left() + held(command.item())));
            command.done();
        }
    }

    /// The same basket is answered with the same quote as long as it stands, so asking again is harmless.
    private void quote(PendingQuote command) {
        ShopStatus shop = shops.get(command.merchant());
        if (shop == null) {
            command.refuse(ShopRefusal.NO_SHOP);
            return;
        }
        Quote standing = quotes.get(command.key());
        if (standing != null && standing.basket().basket().equals(command.basket())) {
            command.answer(standing);
            return;
        }
        ShopRefusal refusal = refusal(shop, command.key(), command.basket(), standing);
        if (refusal != null) {
            command.refuse(refusal);
            return;
        }
        if (standing != null) {
            end(command.key(), standing);
        }
        Quote quote = command.quote(priced(command.merchant(), command.basket()), shop.menuHash(), now);
        begin(command.key(), quote);
        command.answer(quote);
    }

    /// The first rule that a basket breaks. What the buyer's own quote holds, which it would replace, can be bought.
    private @Nullable ShopRefusal refusal(ShopStatus shop, QuoteKey key, Basket basket, @Nullable Quote standing) {
        if (!shop.open()) {
            return ShopRefusal.CLOSED;
        }
        for (Basket.Item item : basket.items()) {
            if (!shelves.containsKey(new ItemKey(key.merchant(), item.sku()))) {
                return ShopRefusal.noItem(item.sku());
            }
        }
        for (Basket.Item item : basket.items()) {
            ItemKey wanted = new ItemKey(key.merchant(), item.sku());
            long left = onHand(wanted) - held(wanted) + heldBy(standing, item);
            if (left < item.quantity().value()) {
                return ShopRefusal.soldOut(item.sku(), (int) left);
            }
        }
        return null;
    }

    private static long heldBy(@Nullable Quote standing, Basket.Item wanted) {
        return standing == null
                ? 0
                : standing.basket().items().stream()
                        .filter(item -> item.sku().equals(wanted.sku()))
                        .mapToLong(item -> item.quantity().value())
                        .sum();
    }

    private PricedBasket priced(long merchant, Basket basket) {
        List<PricedBasket.Item> items = new ArrayList<>(basket.items().size());
        for (Basket.Item item : basket.items()) {
            Shelf shelf = shelves.get(new ItemKey(merchant, item.sku()));
            if (shelf == null) {
                throw new IllegalStateException("no such item, and yet not refused: " + item);
            }
            items.add(new PricedBasket.Item(item.sku(), item.quantity(), shelf.price()));
        }
        return new PricedBasket(items);
    }

    /// Whether the shops have nothing against a payment: it is for no order, or for one that it pays.
    boolean allow(PendingTransfer payment) {
        Purpose.Order purpose = payment.shopOrder();
        if (purpose == null) {
            return true;
        }
        Quote quote = quotes.get(payment.quoteKey());
        return quote != null && quote.isPaidBy(purpose, payment.entry().amount(), now);
    }

    /// Sells what a payment pays that has just been posted.
    void sell(PendingTransfer payment) {
        if (payment.shopOrder() == null) {
            return;
        }
        QuoteKey key = payment.quoteKey();
        Quote quote = quotes.get(key);
        if (quote == null) {
            throw new IllegalStateException("paid for, and never quoted: " + payment.shopOrder());
        }
        end(key, quote);
        for (PricedBasket.Item item : quote.basket().items()) {
            ItemKey sold = new ItemKey(key.merchant(), item.sku());
            Shelf shelf = shelves.get(sold);
            // An item that a later menu no longer has is sold all the same, and counted nowhere.
            if (shelf != null) {
                put(sold, shelf.with(shelf.onHand() - item.quantity().value()));
            }
        }
        TransferEntry entry = payment.entry();
        changes.sell(new Sale(
                entry.seq(), entry.id(), key.buyer(), key.merchant(), quote.order(), quote.menuHash(), quote.basket()));
    }

    private void begin(QuoteKey key, Quote quote) {
        quotes.put(key, quote);
        changes.begin(key, quote);
        hold(key.merchant(), quote, 1);
    }

    private void end(QuoteKey key, Quote quote) {
        quotes.remove(key);
        changes.end(key, quote);
        hold(key.merchant(), quote, -1);
    }

    private void hold(long merchant, Quote quote, int sign) {
        for (PricedBasket.Item item : quote.basket().items()) {
            held.merge(
                    new ItemKey(merchant, item.sku()),
                    (long) sign * item.quantity().value(),
                    Long::sum);
        }
    }

    private void put(ItemKey item, Shelf shelf) {
        shelves.put(item, shelf);
        changes.stock(item, shelf.onHand());
    }

    private long onHand(ItemKey item) {
        Shelf shelf = shelves.get(item);
        return shelf == null ? 0 : shelf.onHand();
    }

    private long held(ItemKey item) {
        return held.getOrDefault(item, 0L);
    }
}
