package io.micropay.money;

import java.nio.charset.StandardCharsets;

/// Text that a terminal, a log and a line of the protocol can hold without harm.
///
/// Memos, reasons and titles contain none of U+0000-001F, U+007F-009F (controls), U+2028-202E and U+2066-2069
/// (line separators and direction overrides, which make text read as something else).
public final class PlainText {

    private static final int FOREIGN_BYTES_MAX = 200;

    private PlainText() {}

    /// Whether `text` holds none of the characters that are kept out, and no half of a surrogate pair.
    public static boolean isPlain(String text) {
        return text.codePoints().allMatch(PlainText::isPlain);
    }

    private static boolean isPlain(int codePoint) {
        return codePoint >= 0x20
                && (codePoint < 0x7f || codePoint > 0x9f)
                && (codePoint < 0x2028 || codePoint > 0x202e)
                && (codePoint < 0x2066 || codePoint > 0x2069)
                && (codePoint < 0xd800 || codePoint > 0xdfff);
    }

    /// `text` made fit to be shown to a person: with a question mark for each character that is kept out.
    public static String shown(String text) {
        return text.codePoints()
                .map(codePoint -> isPlain(codePoint) ? codePoint : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /// What somebody else has written, made fit for a sentence about it: as [#clean], and not so long that it hides the
    /// rest.
    public static String foreign(String text) {
        return clean(text, FOREIGN_BYTES_MAX);
    }

    /// `text` made fit for a field of the protocol: without `#` and characters that are kept out, at most `bytesMax`
    /// bytes of UTF-8.
    public static String clean(String text, int bytesMax) {
        StringBuilder kept = new StringBuilder();
        int bytes = 0;
        for (int codePoint : text.codePoints().toArray()) {
            if (codePoint == '#' || !isPlain(codePoint)) {
                continue;
            }
            bytes += Character.toString(codePoint).getBytes(StandardCharsets.UTF_8).length;
            if (bytes > bytesMax) {
                break;
            }
            kept.appendCodePoint(codePoint);
        }
        return kept.toString();
    }
}
