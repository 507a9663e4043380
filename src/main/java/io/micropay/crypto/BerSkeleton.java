package io.micropay.crypto;

/// Walks over the tags and lengths of an encoding before anything is built from it (BER, ITU-T X.690).
///
/// What others write may be of indefinite length, as `openssl cms -stream` does it, and in many pieces. How deep it
/// nests and how many elements it has is counted here, without recursion, and nothing may follow its end. A length that
/// is given is in its shortest form, so that it is written in one way only.
final class BerSkeleton {

    static final int DEPTH_MAX = 24;

    /// Eight times the pieces in which openssl writes the largest message.
    static final int ELEMENTS_MAX = 16_384;

    private static final int CONSTRUCTED = 0x20;
    private static final int HIGH_TAG = 0x1f;
    private static final int INDEFINITE = 0x80;
    private static final int LENGTH_BYTES_MAX = 4;

    private final byte[] bytes;
    private final int[] ends = new int[DEPTH_MAX];
    private final boolean[] indefinite = new boolean[DEPTH_MAX];
    private int depth;
    private int position;

    private BerSkeleton(byte[] bytes) {
        this.bytes = bytes;
    }

    /// @throws CryptoException when the bytes are not exactly one element, or one beyond the limits
    static void check(byte[] bytes) throws CryptoException {
        new BerSkeleton(bytes).walk();
    }

    private void walk() throws CryptoException {
        int elements = 0;
        do {
            require(++elements <= ELEMENTS_MAX, "has too many parts");
            if (atEndOfContents()) {
                depth--;
            } else {
                enterElement();
            }
            leaveFinished();
        } while (depth > 0);
        require(position == bytes.length, "is followed by other bytes");
    }

    private boolean atEndOfContents() throws CryptoException {
        if (depth == 0 || !indefinite[depth - 1] || peek() != 0) {
            return false;
        }
        next();
        require(next() == 0, "is malformed");
        return true;
    }

    private void enterElement() throws CryptoException {
        int tag = next();
        require(tag != 0 && (tag & HIGH_TAG) != HIGH_TAG, "is malformed");
        boolean isConstructed = (tag & CONSTRUCTED) != 0;
        int length = next();
        if (length == INDEFINITE) {
            require(isConstructed, "is malformed");
            push(end(), true);
            return;
        }
        int size = length < INDEFINITE ? length : longLength(length - INDEFINITE);
        require(size <= end() - position, "is cut off");
        if (isConstructed) {
            push(position + size, false);
        } else {
            position += size;
        }
    }

    private int longLength(int count) throws CryptoException {
        require(count <= LENGTH_BYTES_MAX, "is malformed");
        long size = 0;
        for (int i = 0; i < count; i++) {
            size = size << Byte.SIZE | next();
        }
        boolean isShortest = size >= INDEFINITE && size >> (Byte.SIZE * (count - 1)) != 0;
        require(isShortest && size <= bytes.length, "is malformed");
        return (int) size;
    }

    private void push(int end, boolean isIndefinite) throws CryptoException {
        require(depth < DEPTH_MAX, "is nested too deep");
        ends[depth] = end;
        indefinite[depth] = isIndefinite;
        depth++;
    }

    private void leaveFinished() {
        while (depth > 0 && !indefinite[depth - 1] && position == ends[depth - 1]) {
            depth--;
        }
    }

    private int end() {
        return depth == 0 ? bytes.length : ends[depth - 1];
    }

    private int peek() throws CryptoException {
        require(position < end(), "is cut off");
        return Byte.toUnsignedInt(bytes[position]);
    }

    private int next() throws CryptoException {
        int value = peek();
        position++;
        return value;
    }

    private static void require(boolean holds, String otherwise) throws CryptoException {
        if (!holds) {
            throw new CryptoException("the message " + otherwise);
        }
    }
}
