package io.micropay.crypto;

import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;

/// Messages as they arrive after somebody has touched them.
final class Tampering {

    /// Opens a message, or throws.
    @FunctionalInterface
    interface Reader {
        void read(byte[] message) throws CryptoException;
    }

    private Tampering() {}

    static byte[] flipped(byte[] message, int position, int bit) {
        byte[] changed = message.clone();
        changed[position] ^= (byte) (1 << bit);
        return changed;
    }

    /// Flips a bit of each byte, another one each time, and cuts the message short at each length.
    static void assertEachChangeIsRefused(byte[] message, Reader reader) {
        List<String> accepted = new ArrayList<>();
        for (int position = 0; position < message.length; position++) {
            int bit = position % Byte.SIZE;
            if (!isRefused(flipped(message, position, bit), reader)) {
                accepted.add("bit " + bit + " of byte " + position + " of " + message.length);
            }
        }
        if (!accepted.isEmpty()) {
            fail("accepted with another " + String.join(", ", accepted));
        }
    }

    /// Whether the reader refuses the message in the documented way; anything else it throws fails the test.
    static boolean isRefused(byte[] message, Reader reader) {
        try {
            reader.read(message);
            return false;
        } catch (CryptoException e) {
            return true;
        }
    }
}
