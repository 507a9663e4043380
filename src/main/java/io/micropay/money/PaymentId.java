package io.micropay.money;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;

/// The payer's own name for a payment: a UUID of version 7 (RFC 9562, section 5.7), lower case with hyphens.
///
/// The payer chooses it once and sends it again on every retry, so a repeated message is harmless. Ids begin with
/// their time, so that the ledger's index grows at its end.
public record PaymentId(UUID value) implements Comparable<PaymentId> {

    private static final int LENGTH = 36;
    private static final SecureRandom RANDOM = new SecureRandom();

    public PaymentId {
        if (value.version() != 7 || value.variant() != 2) {
            throw new IllegalArgumentException("not a UUID of version 7: " + value);
        }
    }

    /// Reads an id from its only form; empty when `text` is not of it.
    public static Optional<PaymentId> parse(String text) {
        if (text.length() != LENGTH) {
            return Optional.empty();
        }
        long high = 0;
        long low = 0;
        for (int i = 0; i < LENGTH; i++) {
            char c = text.charAt(i);
            if (i == 8 || i == 13 || i == 18 || i == 23) {
                if (c != '-') {
                    return Optional.empty();
                }
                continue;
            }
            int digit = hexDigit(c);
            if (digit < 0) {
                return Optional.empty();
            }
            if (i < 18) {
                high = (high << 4) | digit;
            } else {
                low = (low << 4) | digit;
            }
        }
        UUID uuid = new UUID(high, low);
        return uuid.version() == 7 && uuid.variant() == 2 ? Optional.of(new PaymentId(uuid)) : Optional.empty();
    }

    private static int hexDigit(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    }

    /// A new id that nobody can guess: 48 bits of the time in milliseconds, 74 bits of chance.
    public static PaymentId next() {
        long high = (System.currentTimeMillis() << 16) | 0x7000 | (RANDOM.nextLong() & 0x0fff);
        long low = (RANDOM.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new PaymentId(new UUID(high, low));
    }

    /// The order of the ids' bytes, which is the order of their times.
    @Override
    public int compareTo(PaymentId other) {
        int byTime = Long.compareUnsigned(value.getMostSignificantBits(), other.value.getMostSignificantBits());
        return byTime != 0
                ? byTime
                : Long.compareUnsigned(value.getLeastSignificantBits(), other.value.getLeastSignificantBits());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
