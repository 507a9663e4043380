package io.micropay.crypto;

/// A key of a kind the protocol does not allow, or one written in another way than its one canonical encoding.
public final class UnsupportedKeyException extends CryptoException {

    private static final String ALLOWED =
            "micropay takes RSA keys of 2048 to 4096 bits with exponent 65537, P-256 keys and Ed25519 keys";

    UnsupportedKeyException(String message) {
        super(message, ALLOWED);
    }

    UnsupportedKeyException(String message, Throwable cause) {
        super(message, ALLOWED, cause);
    }
}
