package io.micropay.crypto;

import java.nio.charset.StandardCharsets;

/// What a person knows and types to open a key. It shows itself to nobody but the key.
public final class Password {

    /// Longer than anybody types, and short enough to be read into memory from anywhere.
    public static final int BYTES_MAX = 1_024;

    private final String text;

    private Password(String text) {
        this.text = text;
    }

    /// Takes what was typed.
    ///
    /// @throws CryptoException when it is longer than [#BYTES_MAX] in UTF-8
    public static Password of(String text) throws CryptoException {
        if (text.getBytes(StandardCharsets.UTF_8).length > BYTES_MAX) {
            throw new CryptoException("the password is longer than " + BYTES_MAX + " bytes");
        }
        return new Password(text);
    }

    /// Whether there is none: a key is written as it is then.
    public boolean isEmpty() {
        return text.isEmpty();
    }

    char[] characters() {
        return text.toCharArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Password password && password.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "a password";
    }
}
