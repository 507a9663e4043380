package io.micropay.wire;

/// A line is not of the protocol's form. The message is fit to stand in an answer: it never repeats the line.
public final class FormatException extends Exception {

    FormatException(String reason) {
        // A fault in form is an expected event that a stranger can cause at will: no stack trace is worth its cost.
        super(reason, null, false, false);
    }

    /// What is wrong, as a field of the protocol.
    public String reason() {
        return String.valueOf(getMessage());
    }
}
