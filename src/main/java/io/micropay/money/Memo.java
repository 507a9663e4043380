package io.micropay.money;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What a payment is for, in the payer's words: at most 140 bytes of UTF-8, on the wire as base64url; may be empty.
public final class Memo {

    public static final Memo EMPTY = new Memo(Base64Url.EMPTY, "");

    /// The longest memo, in bytes of UTF-8.
    public static final int BYTES_MAX = 140;

    private final Base64Url encoded;
    private final String text;

    private Memo(Base64Url encoded, String text) {
        this.encoded = encoded;
        this.text = text;
    }

    /// Reads a memo from its base64url form; empty when it is not of the form, too long, not UTF-8, or holds a
    /// character that could disturb a terminal or a log.
    public static Optional<Memo> parse(String encoded) {
        return encoded.isEmpty() ? Optional.of(EMPTY) : Base64Url.parse(encoded).flatMap(Memo::decode);
    }

    private static Optional<Memo> decode(Base64Url encoded) {
        byte[] bytes = encoded.bytes();
        if (bytes.length > BYTES_MAX) {
            return Optional.empty();
        }
        try {
            // Unlike new String, a fresh decoder reports malformed UTF-8 instead of replacing it.
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return PlainText.isPlain(text) ? Optional.of(new Memo(encoded, text)) : Optional.empty();
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }

    /// The memo that says `text`; empty when it is too long or holds a character no memo may hold.
    public static Optional<Memo> of(String text) {
        return decode(Base64Url.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    /// What the memo says.
    public String text() {
        return text;
    }

    /// What the memo says, between quotation marks. Its own become apostrophes: they would seem to end it, and what
    /// follows would be read as the words of whoever quotes it.
    public String quoted() {
        return "\"" + text.replace('"', '\'') + "\"";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Memo memo && encoded.equals(memo.encoded);
    }

    @Override
    public int hashCode() {
        return encoded.hashCode();
    }

    /// The memo as it stands on the wire, in base64url.
    @Override
    public String toString() {
        return encoded.toString();
    }
}
