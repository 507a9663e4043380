package io.micropay.money;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.stream.Collectors;

/// The ledger's name for what somebody has put into a basket and not paid yet, `[A-Za-z0-9-]{12,36}`; upper and lower
/// case are different. It says nothing else: older ledgers have UUIDs.
///
/// A new one is twelve letters and digits, since a settlement has one in each row. They hold 71 bits of chance: among
/// ten million orders two are the same once in sixty million ledgers, so nobody asks whether one was taken before.
public record OrderId(String text) {

    private static final String LETTERS_AND_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 12;
    private static final int LENGTH_MAX = 36;
    private static final SecureRandom RANDOM = new SecureRandom();

    public OrderId {
        if (!isOfTheForm(text)) {
            throw new IllegalArgumentException("not of the form of an order id: " + text);
        }
    }

    /// Reads an id; empty when `text` is not of the form.
    public static Optional<OrderId> parse(String text) {
        return isOfTheForm(text) ? Optional.of(new OrderId(text)) : Optional.empty();
    }

    /// A loop: asked for each row of a day, where a stream costs more than the answer.
    private static boolean isOfTheForm(String text) {
        boolean fits = text.length() >= LENGTH && text.length() <= LENGTH_MAX;
        for (int i = 0; fits && i < text.length(); i++) {
            char c = text.charAt(i);
            fits = c == '-' || LETTERS_AND_DIGITS.indexOf(c) >= 0;
        }
        return fits;
    }

    /// A new id that nobody can guess.
    public static OrderId next() {
        return new OrderId(RANDOM.ints(LENGTH, 0, LETTERS_AND_DIGITS.length())
                .mapToObj(place -> LETTERS_AND_DIGITS.substring(place, place + 1))
                .collect(Collectors.joining()));
    }

    @Override
    public String toString() {
        return text;
    }
}
