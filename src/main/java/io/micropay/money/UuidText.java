package io.micropay.money;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;

/// UUIDs of version 7 (RFC 9562, section 5.7) in their only form: lower case with hyphens.
final class UuidText {

    static final int LENGTH = 36;
    private static final SecureRandom RANDOM = new SecureRandom();

    private UuidText() {}

    /// Reads one; empty when `text` is not of the form.
    static Optional<UUID> parse(String text) {
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
        return isVersion7(uuid) ? Optional.of(uuid) : Optional.empty();
    }

    private static int hexDigit(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    }

    static UUID requireVersion7(UUID uuid) {
        if (!isVersion7(uuid)) {
            throw new IllegalArgumentException("not a UUID of version 7: " + uuid);
        }
        return uuid;
    }

    private static boolean isVersion7(UUID uuid) {
        return uuid.version() == 7 && uuid.variant() == 2;
    }

    /// A new one that nobody can guess: 48 bits of the time in milliseconds, 74 bits of chance.
    static UUID next() {
        long high = (System.currentTimeMillis() << 16) | 0x7000 | (RANDOM.nextLong() & 0x0fff);
        long low = (RANDOM.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
