package io.micropay.money;

import java.util.Optional;

/// What one piece of an item costs: more than nothing, since nobody can pay nothing, and at most 1000000, so that no
/// basket costs more than can be written.
public record Price(Amount amount) {

    public static final Amount MAX = new Amount(1_000_000 * Amount.MICROS_PER_UNIT);

    public Price {
        if (!isPrice(amount)) {
            throw new IllegalArgumentException("a price of " + amount);
        }
    }

    /// Reads a price in the form of an amount; empty when `text` is no price.
    public static Optional<Price> parse(String text) {
        return Amount.parse(text).filter(Price::isPrice).map(Price::new);
    }

    /// Reads a price as people write it, with zeros to spare at its end; empty when `text` is no price.
    public static Optional<Price> parseTyped(String text) {
        return Amount.parseTyped(text).filter(Price::isPrice).map(Price::new);
    }

    private static boolean isPrice(Amount amount) {
        return !amount.isZero() && amount.compareTo(MAX) <= 0;
    }

    @Override
    public String toString() {
        return amount.toString();
    }
}
