package io.micropay.money;

import java.util.Optional;

/// An amount of money in millionths of the ledger's unit, never negative.
///
/// There is one way to write each amount: `(0|[1-9][0-9]{0,11})(\.[0-9]{0,5}[1-9])?`. So two amounts are equal
/// exactly when their texts are, and a signed text says one amount only.
///
/// @param micros millionths of the unit, 0 to 999,999,999,999,999,999
public record Amount(long micros) implements Comparable<Amount> {

    /// Millionths in one unit.
    public static final long MICROS_PER_UNIT = 1_000_000;

    public static final Amount ZERO = new Amount(0);

    /// The largest amount that can be written, and the largest balance: 999999999999.999999.
    public static final Amount MAX = new Amount(999_999_999_999_999_999L);

    private static final int INTEGER_DIGITS_MAX = 12;
    private static final int FRACTION_DIGITS_MAX = 6;

    public Amount {
        if (micros < 0 || micros > 999_999_999_999_999_999L) {
            throw new IllegalArgumentException("amount out of range: " + micros + " millionths");
        }
    }

    /// Reads an amount from its only form; empty when `text` is not of it.
    public static Optional<Amount> parse(String text) {
        int point = text.indexOf('.');
        int integerEnd = point < 0 ? text.length() : point;
        if (integerEnd == 0 || integerEnd > INTEGER_DIGITS_MAX || (text.charAt(0) == '0' && integerEnd > 1)) {
            return Optional.empty();
        }
        long units = digits(text, 0, integerEnd);
        long fraction = 0;
        if (point >= 0) {
            int places = text.length() - point - 1;
            if (places == 0 || places > FRACTION_DIGITS_MAX || text.charAt(text.length() - 1) == '0') {
                return Optional.empty();
            }
            fraction = digits(text, point + 1, text.length());
            for (int place = places; place < FRACTION_DIGITS_MAX && fraction > 0; place++) {
                fraction *= 10;
            }
        }
        return units < 0 || fraction < 0
                ? Optional.empty()
                : Optional.of(new Amount(units * MICROS_PER_UNIT + fraction));
    }

    /// Reads an amount as people and their spreadsheets write it, with zeros to spare at its end: `3.50`, `2.00`.
    public static Optional<Amount> parseTyped(String text) {
        return parse(withoutZerosToSpare(text));
    }

    private static String withoutZerosToSpare(String text) {
        int point = text.indexOf('.');
        int places = text.length() - point - 1;
        if (point < 0 || places == 0 || places > FRACTION_DIGITS_MAX) {
            return text;
        }
        int end = text.length();
        while (text.charAt(end - 1) == '0') {
            end--;
        }
        return text.substring(0, end - 1 == point ? point : end);
    }

    /// The number that the digits from `start` to `end` write, or -1 when one of them is none.
    private static long digits(String text, int start, int end) {
        long value = 0;
        for (int i = start; i < end; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    public boolean isZero() {
        return micros == 0;
    }

    /// The amount with its unit, as people write it: `$1000`, `0.5 EUR`.
    public String in(String unit) {
        return unit.equals("USD") ? "$" + this : this + " " + unit;
    }

    @Override
    public int compareTo(Amount other) {
        return Long.compare(micros, other.micros);
    }

    /// The amount as it stands on the wire: `2000`, `0.5`.
    @Override
    public String toString() {
        long units = micros / MICROS_PER_UNIT;
        long fraction = micros % MICROS_PER_UNIT;
        if (fraction == 0) {
            return Long.toString(units);
        }
        // The leading 1 keeps the fraction's own leading zeros.
        String digits = Long.toString(MICROS_PER_UNIT + fraction);
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        return units + "." + digits.substring(1, end);
    }
}
