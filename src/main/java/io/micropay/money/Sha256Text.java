package io.micropay.money;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256 hashes as the protocol writes them: 64 digits of lower-case hex.
public final class Sha256Text {

    private static final int LENGTH = 64;

    private Sha256Text() {}

    /// The hash of these bytes.
    public static String of(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /// Whether `text` can be a hash. A loop: asked for each row of a day, where a stream costs more than the answer.
    public static boolean isOfTheForm(String text) {
        boolean hex = text.length() == LENGTH;
        for (int i = 0; hex && i < LENGTH; i++) {
            char c = text.charAt(i);
            hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
        }
        return hex;
    }
}
