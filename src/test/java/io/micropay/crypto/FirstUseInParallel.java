package io.micropay.crypto;

import java.util.stream.IntStream;

/// A program whose first use of signatures is by many threads at once.
final class FirstUseInParallel {

    private FirstUseInParallel() {}

    public static void main(String[] arguments) {
        long kinds = IntStream.range(0, 1_000)
                .parallel()
                .mapToObj(i -> Signatures.preferred().description())
                .distinct()
                .count();
        System.exit(kinds == 1 ? 0 : 1);
    }
}
