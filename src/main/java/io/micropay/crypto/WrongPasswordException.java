package io.micropay.crypto;

/// The password does not open the key.
public final class WrongPasswordException extends CryptoException {

    WrongPasswordException() {
        super("the password is wrong");
    }
}
