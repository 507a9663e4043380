package io.micropay.ledger;

import io.micropay.money.Basket;
import io.micropay.shop.Quote;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What a batch has to know of shops. Of a batch of ordinary payments that is nothing, and the store is not asked.
final class ShopQuestions {

    private final Set<Long> merchants = new HashSet<>();
    private final Set<Long> publishing = new HashSet<>();
    private final Set<QuoteKey> quotes = new HashSet<>();
    private final Set<ItemKey> items = new HashSet<>();

    private ShopQuestions() {}

    static ShopQuestions of(List<Pending<?>> batch) {
        ShopQuestions questions = new ShopQuestions();
        batch.forEach(questions::add);
        return questions;
    }

    private void add(Pending<?> command) {
        switch (command) {
            case PendingTransfer transfer -> {
                if (transfer.shopOrder() != null) {
                    quotes.add(transfer.quoteKey());
                }
            }
            case PendingQuote quote -> {
                merchants.add(quote.merchant());
                quotes.add(quote.key());
                add(quote.merchant(), quote.basket());
            }
            case PendingMenu menu -> {
                merchants.add(menu.merchant());
                publishing.add(menu.merchant());
            }
            case PendingOpening opening -> merchants.add(opening.merchant());
            case PendingStock stock -> {
                merchants.add(stock.merchant());
                items.add(stock.item());
            }
            case PendingStatus question -> {}
            case PendingCancellation cancellation -> {}
            case PendingRegistration registration -> {}
            case PendingDay day -> {}
        }
    }

    /// Also asks for what a quote holds: it may be sold or given back.
    void add(QuoteKey key, Quote found) {
        add(key.merchant(), found.basket().basket());
    }

    private void add(long merchant, Basket basket) {
        for (Basket.Item item : basket.items()) {
            items.add(new ItemKey(merchant, item.sku()));
        }
    }

    boolean isEmpty() {
        return merchants.isEmpty() && quotes.isEmpty();
    }

    Set<Long> merchants() {
        return merchants;
    }

    /// Merchants who publish a menu: all that they hold must be known.
    Set<Long> publishing() {
        return publishing;
    }

    Set<QuoteKey> quotes() {
        return quotes;
    }

    Set<ItemKey> items() {
        return items;
    }
}
