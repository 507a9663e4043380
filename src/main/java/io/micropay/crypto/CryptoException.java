package io.micropay.crypto;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A key, a certificate or a file that cannot be used, said in one line a person can act on.
///
/// The message is lower case without a full stop; the hint, where there is one, says what to do. Neither ever holds
/// a secret.
public class CryptoException extends Exception {

    private final @Nullable String hint;

    public CryptoException(String message) {
        this(message, null, null);
    }

    public CryptoException(String message, @Nullable String hint) {
        this(message, hint, null);
    }

    public CryptoException(String message, @Nullable String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.hint = hint;
    }

    public final Optional<String> hint() {
        return Optional.ofNullable(hint);
    }
}
