package io.micropay.money;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/// Bytes as the protocol writes them: base64url (RFC 4648, section 5) without padding.
///
/// Strict, so that bytes have one text only: no padding, no other alphabet, no white space, trailing bits zero.
/// The text is judged when it is read and decoded only when the bytes are asked for.
public final class Base64Url {

    public static final Base64Url EMPTY = new Base64Url("");

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    /// The six bits each ASCII character stands for, -1 for those outside the alphabet.
    private static final byte[] SEXTETS = sextets();

    private final String text;

    private Base64Url(String text) {
        this.text = text;
    }

    private static byte[] sextets() {
        byte[] values = new byte[128];
        Arrays.fill(values, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        for (int i = 0; i < alphabet.length(); i++) {
            values[alphabet.charAt(i)] = (byte) i;
        }
        return values;
    }

    /// Reads base64url; empty when `text` is not the one way to write some bytes.
    public static Optional<Base64Url> parse(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (sextet(text.charAt(i)) < 0) {
                return Optional.empty();
            }
        }
        int unusedBits = switch (text.length() % 4) {
            case 0 -> 0;
            case 2 -> 0b1111;
            case 3 -> 0b11;
            default -> -1;
        };
        if (unusedBits < 0) {
            return Optional.empty();
        }
        return unusedBits > 0 && (sextet(text.charAt(text.length() - 1)) & unusedBits) != 0
                ? Optional.empty()
                : Optional.of(new Base64Url(text));
    }

    private static int sextet(char c) {
        return c < SEXTETS.length ? SEXTETS[c] : -1;
    }

    public static Base64Url of(byte[] bytes) {
        return new Base64Url(ENCODER.encodeToString(bytes));
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }

    /// The bytes, decoded anew at each call.
    public byte[] bytes() {
        return Base64.getUrlDecoder().decode(text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Base64Url base64Url && text.equals(base64Url.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /// The text as it stands on the wire.
    @Override
    public String toString() {
        return text;
    }
}
