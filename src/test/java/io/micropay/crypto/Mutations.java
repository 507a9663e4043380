package io.micropay.crypto;

import java.util.Arrays;
import java.util.Random;

/// Random changes to a message: flipped bits, bytes put in, taken out, copied from elsewhere, and cut ends.
final class Mutations {

    private static final int CHANGES_MAX = 4;
    private static final int PIECE_MAX = 40;

    private Mutations() {}

    static byte[] of(byte[] message, Random random) {
        byte[] mutant = message;
        for (int left = 1 + random.nextInt(CHANGES_MAX); left > 0; left--) {
            mutant = once(mutant, random);
        }
        return mutant;
    }

    private static byte[] once(byte[] message, Random random) {
        if (message.length == 0) {
            return new byte[] {(byte) random.nextInt()};
        }
        int position = random.nextInt(message.length);
        int size = Math.min(1 + random.nextInt(PIECE_MAX), message.length - position);
        return switch (random.nextInt(5)) {
            case 0 -> Tampering.flipped(message, position, random.nextInt(Byte.SIZE));
            case 1 -> spliced(message, position, randomBytes(size, random), position);
            case 2 -> spliced(message, position, new byte[0], position + size);
            case 3 -> copied(message, position, random.nextInt(message.length - size + 1), size);
            default -> Arrays.copyOf(message, position);
        };
    }

    private static byte[] randomBytes(int size, Random random) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] spliced(byte[] message, int head, byte[] middle, int tail) {
        byte[] joined = Arrays.copyOf(message, head + middle.length + message.length - tail);
        System.arraycopy(middle, 0, joined, head, middle.length);
        System.arraycopy(message, tail, joined, head + middle.length, message.length - tail);
        return joined;
    }

    private static byte[] copied(byte[] message, int to, int from, int size) {
        byte[] changed = message.clone();
        System.arraycopy(message, from, changed, to, size);
        return changed;
    }
}
