package io.micropay.money;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;

/// A moment in UTC as the protocol writes it: `2026-01-31T23:59:59Z`, or with exactly three places after the second.
///
/// The text is kept, because signed texts use the bytes as they arrived. Two timestamps are equal when their texts
/// are; compare moments by [#epochMillis()].
public final class Timestamp {

    private static final String SHAPE = "dddd-dd-ddTdd:dd:dd";
    private static final int LENGTH_SECONDS = SHAPE.length() + 1;
    private static final int LENGTH_MILLIS = SHAPE.length() + 5;

    /// The last millisecond that four digits of a year can write.
    private static final long EPOCH_MILLIS_MAX = 253_402_300_799_999L;

    private final String text;
    private final long epochMillis;

    private Timestamp(String text, long epochMillis) {
        this.text = text;
        this.epochMillis = epochMillis;
    }

    /// Reads a timestamp; empty when `text` is not of the form, or names a moment that does not exist (hour 24,
    /// second 60, 30 February).
    public static Optional<Timestamp> parse(String text) {
        boolean withMillis = text.length() == LENGTH_MILLIS;
        if ((!withMillis && text.length() != LENGTH_SECONDS) || !hasShape(text, withMillis)) {
            return Optional.empty();
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) {
            return Optional.empty();
        }
        if (day > YearMonth.of(year, month).lengthOfMonth()) {
            return Optional.empty();
        }
        long midnight = new UtcDay(LocalDate.of(year, month, day)).firstMilli();
        long seconds = hour * 3_600L + minute * 60L + second;
        return Optional.of(new Timestamp(text, midnight + seconds * 1_000 + (withMillis ? number(text, 20, 23) : 0)));
    }

    private static boolean hasShape(String text, boolean withMillis) {
        for (int i = 0; i < SHAPE.length(); i++) {
            char wanted = SHAPE.charAt(i);
            if (wanted == 'd' ? !isDigit(text.charAt(i)) : text.charAt(i) != wanted) {
                return false;
            }
        }
        if (text.charAt(text.length() - 1) != 'Z') {
            return false;
        }
        return !withMillis
                || (text.charAt(19) == '.'
                        && isDigit(text.charAt(20))
                        && isDigit(text.charAt(21))
                        && isDigit(text.charAt(22)));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int number(String text, int start, int end) {
        int value = 0;
        for (int i = start; i < end; i++) {
            value = value * 10 + (text.charAt(i) - '0');
        }
        return value;
    }

    /// The moment with milliseconds, as `committed at` is always written.
    ///
    /// @param epochMillis milliseconds since 1970-01-01T00:00:00Z, of a year from 1970 to 9999
    public static Timestamp ofEpochMillis(long epochMillis) {
        if (epochMillis < 0 || epochMillis > EPOCH_MILLIS_MAX) {
            throw new IllegalArgumentException("no four-digit year: " + epochMillis + " ms since 1970");
        }
        LocalDate date = LocalDate.ofEpochDay(epochMillis / UtcDay.MILLIS);
        int millisOfDay = (int) (epochMillis % UtcDay.MILLIS);
        StringBuilder text = new StringBuilder(LENGTH_MILLIS);
        append(text, date.getYear(), 1_000).append('-');
        append(text, date.getMonthValue(), 10).append('-');
        append(text, date.getDayOfMonth(), 10).append('T');
        append(text, millisOfDay / 3_600_000, 10).append(':');
        append(text, millisOfDay / 60_000 % 60, 10).append(':');
        append(text, millisOfDay / 1_000 % 60, 10).append('.');
        append(text, millisOfDay % 1_000, 100).append('Z');
        return new Timestamp(text.toString(), epochMillis);
    }

    /// Appends `value` with as many digits as `unit` has.
    private static StringBuilder append(StringBuilder text, int value, int unit) {
        for (int place = unit; place > 0; place /= 10) {
            text.append((char) ('0' + value / place % 10));
        }
        return text;
    }

    /// Whether it is written with three places after the second.
    public boolean hasMillis() {
        return text.length() == LENGTH_MILLIS;
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    public long epochMillis() {
        return epochMillis;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Timestamp timestamp && text.equals(timestamp.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /// The timestamp as it was written.
    @Override
    public String toString() {
        return text;
    }
}
