package io.micropay.money;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What somebody wants to buy in a shop: 1 to 64 items, each of them once.
///
/// The items stand in the order of their SKUs, in whatever order they were asked for: the same things are the same
/// basket.
public record Basket(List<Item> items) {

    /// The most items that a basket can hold.
    public static final int ITEMS_MAX = 64;

    public Basket {
        items = items.stream().sorted(Comparator.comparing(Item::sku)).toList();
        if (items.isEmpty()
                || items.size() > ITEMS_MAX
                || items.stream().map(Item::sku).distinct().count() < items.size()) {
            throw new IllegalArgumentException("no basket: " + items);
        }
    }

    /// So many of one thing.
    public record Item(Sku sku, Quantity quantity) {

        static Optional<Item> parse(String text) {
            int colon = text.indexOf(':');
            if (colon < 0) {
                return Optional.empty();
            }
            Optional<Quantity> quantity = Quantity.parse(text.substring(colon + 1));
            return Sku.parse(text.substring(0, colon)).flatMap(sku -> quantity.map(wanted -> new Item(sku, wanted)));
        }

        /// `<sku>:<qty>`.
        @Override
        public String toString() {
            return sku + ":" + quantity;
        }
    }

    /// Reads `<sku>:<qty>[,<sku>:<qty>]...`; empty when `text` is not of the form, or holds an item twice.
    public static Optional<Basket> parse(String text) {
        String[] parts = text.split(",", -1);
        if (parts.length > ITEMS_MAX) {
            return Optional.empty();
        }
        List<Item> items = new ArrayList<>(parts.length);
        for (String part : parts) {
            Optional<Item> item = Item.parse(part);
            if (item.isEmpty()) {
                return Optional.empty();
            }
            items.add(item.get());
        }
        long different = items.stream().map(Item::sku).distinct().count();
        return different == items.size() ? Optional.of(new Basket(items)) : Optional.empty();
    }

    /// `<sku>:<qty>[,<sku>:<qty>]...`, sorted by SKU.
    @Override
    public String toString() {
        return items.stream().map(Item::toString).collect(Collectors.joining(","));
    }
}
