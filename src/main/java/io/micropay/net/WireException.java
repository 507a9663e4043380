package io.micropay.net;

/// The peer sent bytes that are not a line: too many, or not UTF-8.
///
/// The message is a reason of the protocol: short, and without `#`. Nothing more can be read
/// from the connection.
public final class WireException extends Exception {

    WireException(String reason) {
        super(reason);
    }

    /// Why the bytes are not a line.
    public String reason() {
        return String.valueOf(getMessage());
    }
}
