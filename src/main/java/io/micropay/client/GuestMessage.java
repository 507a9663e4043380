package io.micropay.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/// What one process of a wallet says to another: lines, or one line and the block that it announces.
@SuppressWarnings("ArrayRecordComponent") // compared nowhere, and changed by nobody
record GuestMessage(byte[] bytes) {

    /// @param lines without the end of the last one
    static GuestMessage of(String lines, byte[] block) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes((lines + "\n").getBytes(UTF_8));
        bytes.writeBytes(block);
        return new GuestMessage(bytes.toByteArray());
    }

    /// All of it as lines.
    String text() {
        return new String(bytes, UTF_8).stripTrailing();
    }

    /// The first line.
    String line() {
        return new String(bytes, 0, lineEnd(), UTF_8);
    }

    /// What follows the first line.
    byte[] block() {
        return Arrays.copyOfRange(bytes, Math.min(lineEnd() + 1, bytes.length), bytes.length);
    }

    private int lineEnd() {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return bytes.length;
    }
}
