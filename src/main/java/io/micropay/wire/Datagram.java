package io.micropay.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What one datagram holds: a request or an answer, behind the tag by which the two belong together.
///
/// @param tag 1 to 8 letters or digits, the client's choice
/// @param text a request's line, or an answer's lines without the last line feed
public record Datagram(String tag, String text) {

    /// What every path carries in one piece, with what DTLS, UDP and IP add.
    public static final int BYTES_MAX = 1_200;

    private static final int TAG_LENGTH_MAX = 8;

    public Datagram {
        if (!isTag(tag)) {
            throw new IllegalArgumentException("a tag is 1 to 8 letters or digits");
        }
    }

    /// What these bytes say; empty when they have no tag, or are not UTF-8. A line feed at the end is dropped, and a CR
    /// before it: a person types one.
    public static Optional<Datagram> parse(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            int end = text.indexOf('#');
            return end > 0 && isTag(text.substring(0, end))
                    ? Optional.of(new Datagram(text.substring(0, end), withoutLineFeed(text.substring(end + 1))))
                    : Optional.empty();
        } catch (CharacterCodingException notText) {
            return Optional.empty();
        }
    }

    public byte[] bytes() {
        return (tag + "#" + text).getBytes(StandardCharsets.UTF_8);
    }

    /// Whether it may be sent.
    public boolean fits() {
        return bytes().length <= BYTES_MAX;
    }

    private static boolean isTag(String tag) {
        return !tag.isEmpty() && tag.length() <= TAG_LENGTH_MAX && tag.chars().allMatch(Datagram::isLetterOrDigit);
    }

    private static boolean isLetterOrDigit(int letter) {
        return (letter >= '0' && letter <= '9') || (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z');
    }

    private static String withoutLineFeed(String text) {
        if (!text.endsWith("\n")) {
            return text;
        }
        return text.substring(0, text.length() - (text.endsWith("\r\n") ? 2 : 1));
    }
}
