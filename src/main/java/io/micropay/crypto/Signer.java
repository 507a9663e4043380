package io.micropay.crypto;

/// Makes signatures with one key. Thread-safe.
@FunctionalInterface
public interface Signer {

    /// The signature over `text`.
    byte[] sign(byte[] text);
}
