package io.micropay.net;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The bytes that have arrived and not yet been handed out as lines.
///
/// It grows with what a line needs and shrinks when it is empty, so that an idle connection
/// keeps little. Not thread-safe: it belongs to the connection's reader.
final class LineBuffer {

    private static final int BYTES_MIN = 256;
    /// Enough for a payment, so that a busy connection does not grow its buffer for each.
    private static final int BYTES_KEPT = 2048;

    private static final char REPLACEMENT = '\uFFFD';

    private byte[] bytes = new byte[BYTES_MIN];
    private int start;
    private int end;

    /// Takes the next line, without its LF and one CR before that.
    ///
    /// @param bytesMax the longest line allowed, with its LF
    /// @return null when no line is complete
    @Nullable
    String next(int bytesMax) throws WireException {
        int lineFeed = lineFeed();
        int length = (lineFeed < 0 ? end : lineFeed) - start + 1;
        if (length > bytesMax) {
            throw new WireException("line longer than " + bytesMax + " bytes");
        }
        if (lineFeed < 0) {
            return null;
        }
        int last = lineFeed > start && bytes[lineFeed - 1] == '\r' ? lineFeed - 1 : lineFeed;
        String line = decode(start, last - start);
        start = lineFeed + 1;
        return line;
    }

    boolean isEmpty() {
        return start == end;
    }

    /// How many bytes are waiting to be handed out.
    int size() {
        return end - start;
    }

    /// Hands out bytes that are no line, as many as there are and `into` has room for.
    ///
    /// @return how many
    int take(byte[] into) {
        int count = Math.min(size(), into.length);
        System.arraycopy(bytes, start, into, 0, count);
        start += count;
        return count;
    }

    /// Forgets all bytes.
    void clear() {
        start = 0;
        end = 0;
    }

    /// Reads once, and blocks until something has come.
    ///
    /// @param bytesMax how many bytes may wait at most; fewer must be waiting now
    /// @return how many came, or -1 at the end
    int fill(InputStream in, int bytesMax) throws IOException {
        makeRoom(bytesMax);
        int count = in.read(bytes, end, Math.min(bytes.length, bytesMax) - end);
        end += Math.max(count, 0);
        return count;
    }

    private void makeRoom(int bytesMax) {
        int size = size();
        if (size == 0 && bytes.length > BYTES_KEPT) {
            bytes = new byte[BYTES_MIN];
        } else if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(2 * size, bytesMax));
        } else {
            System.arraycopy(bytes, start, bytes, 0, size);
        }
        start = 0;
        end = size;
    }

    private int lineFeed() {
        for (int i = start; i < end; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /// The fast decoder puts U+FFFD where the bytes are wrong; the strict one tells that from a
    /// U+FFFD which was sent.
    private String decode(int offset, int length) throws WireException {
        String line = new String(bytes, offset, length, UTF_8);
        if (line.indexOf(REPLACEMENT) < 0) {
            return line;
        }
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(bytes, offset, length))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw new WireException("not UTF-8");
        }
    }
}
