package io.micropay.money;

import java.util.Optional;

/// How many of an item somebody wants: 1 to 9999, written without leading zeros.
public record Quantity(int value) {

    public static final int MAX = 9_999;

    private static final int DIGITS_MAX = 4;

    public Quantity {
        if (value < 1 || value > MAX) {
            throw new IllegalArgumentException("a quantity of " + value);
        }
    }

    /// Reads a quantity; empty when `text` is not of the form.
    public static Optional<Quantity> parse(String text) {
        boolean digits =
                !text.isEmpty() && text.length() <= DIGITS_MAX && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits && text.charAt(0) != '0' ? Optional.of(new Quantity(Integer.parseInt(text))) : Optional.empty();
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
