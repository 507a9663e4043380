package io.micropay.money;

import java.util.Optional;

/// A merchant's name for an item of the menu, `[A-Za-z0-9._-]{1,32}`; upper and lower case are different.
public record Sku(String text) implements Comparable<Sku> {

    private static final int LENGTH_MAX = 32;

    public Sku {
        if (!isOfTheForm(text)) {
            throw new IllegalArgumentException("not of the form of a sku: " + text);
        }
    }

    /// Reads a SKU; empty when `text` is not of the form.
    public static Optional<Sku> parse(String text) {
        return isOfTheForm(text) ? Optional.of(new Sku(text)) : Optional.empty();
    }

    private static boolean isOfTheForm(String text) {
        return !text.isEmpty()
                && text.length() <= LENGTH_MAX
                && text.chars()
                        .allMatch(c -> (c >= 'A' && c <= 'Z')
                                || (c >= 'a' && c <= 'z')
                                || (c >= '0' && c <= '9')
                                || c == '.'
                                || c == '_'
                                || c == '-');
    }

    /// The order of the bytes.
    @Override
    public int compareTo(Sku other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
