package io.micropay.crypto;

import org.jspecify.annotations.Nullable;

/// A file that could not be made: it is there already (nothing is ever overwritten), or the folder cannot be
/// written.
public final class OutputException extends CryptoException {

    OutputException(String message, @Nullable String hint) {
        super(message, hint);
    }

    OutputException(String message, @Nullable String hint, Throwable cause) {
        super(message, hint, cause);
    }
}
