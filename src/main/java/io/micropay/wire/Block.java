package io.micropay.wire;

import io.micropay.money.Sha256Text;

/// Bytes that do not fit a line and follow it: so many, and this is their hash.
///
/// @param sha256 lower-case hex
public record Block(int length, String sha256) {

    /// The longest block: 8 MiB.
    public static final int BYTES_MAX = 8 * 1024 * 1024;

    public static Block of(byte[] content) {
        return new Block(content.length, Sha256Text.of(content));
    }

    /// Whether these are the bytes that were announced.
    public boolean isOf(byte[] content) {
        return equals(of(content));
    }

    /// `<length>#<sha256>`.
    @Override
    public String toString() {
        return length + "#" + sha256;
    }
}
