package io.micropay.money;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A basket with the price of each item, as it was quoted. The items stand in the order of their SKUs.
public record PricedBasket(List<Item> items) {

    public PricedBasket {
        items = items.stream().sorted(Comparator.comparing(Item::sku)).toList();
        if (items.isEmpty()
                || items.size() > Basket.ITEMS_MAX
                || items.stream().map(Item::sku).distinct().count() < items.size()) {
            throw new IllegalArgumentException("no basket: " + items);
        }
    }

    /// So many of one thing, each at this price.
    public record Item(Sku sku, Quantity quantity, Price price) {

        /// What they cost together.
        public Amount total() {
            return new Amount(price.amount().micros() * quantity.value());
        }

        static Optional<Item> parse(String text) {
            int colon = text.lastIndexOf(':');
            if (colon < 0) {
                return Optional.empty();
            }
            Optional<Price> price = Price.parse(text.substring(colon + 1));
            return Basket.Item.parse(text.substring(0, colon))
                    .flatMap(item -> price.map(each -> new Item(item.sku(), item.quantity(), each)));
        }

        /// `<sku>:<qty>:<price>`.
        @Override
        public String toString() {
            return sku + ":" + quantity + ":" + price;
        }
    }

    /// Reads `<sku>:<qty>:<price>[,...]`; empty when `text` is not of the form, holds an item twice, or is not sorted
    /// by SKU: hashed text has one form.
    public static Optional<PricedBasket> parse(String text) {
        String[] parts = text.split(",", -1);
        if (parts.length > Basket.ITEMS_MAX) {
            return Optional.empty();
        }
        List<Item> items = new ArrayList<>(parts.length);
        for (String part : parts) {
            Optional<Item> item = Item.parse(part);
            if (item.isEmpty()
                    || (!items.isEmpty()
                            && items.getLast().sku().compareTo(item.get().sku()) >= 0)) {
                return Optional.empty();
            }
            items.add(item.get());
        }
        return Optional.of(new PricedBasket(items));
    }

    /// What it costs. The largest basket of the dearest items stays below the largest amount.
    public Amount total() {
        return new Amount(
                items.stream().mapToLong(item -> item.total().micros()).sum());
    }

    /// The same without prices.
    public Basket basket() {
        return new Basket(items.stream()
                .map(item -> new Basket.Item(item.sku(), item.quantity()))
                .toList());
    }

    /// `<sku>:<qty>:<price>[,...]`, sorted by SKU.
    @Override
    public String toString() {
        return items.stream().map(Item::toString).collect(Collectors.joining(","));
    }
}
