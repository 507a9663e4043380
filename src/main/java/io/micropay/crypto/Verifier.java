package io.micropay.crypto;

/// Checks signatures of one key. Thread-safe.
@FunctionalInterface
public interface Verifier {

    /// Whether `signature` is this key's over `text`; a malformed signature is false, never an exception.
    boolean verify(byte[] text, byte[] signature);
}
