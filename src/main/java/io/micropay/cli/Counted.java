package io.micropay.cli;

/// Things and how many there are of them, for people.
final class Counted {

    private Counted() {}

    /// `1 account`, `2 accounts`.
    static String of(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
