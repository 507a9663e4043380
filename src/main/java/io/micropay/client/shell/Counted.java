package io.micropay.client.shell;

/// Things and how many there are of them, for people.
public final class Counted {

    private Counted() {}

    /// `1 account`, `2 accounts`.
    public static String of(long count, String noun) {
        return of(count, noun, noun + "s");
    }

    /// `1 category`, `2 categories`.
    public static String of(long count, String one, String more) {
        return count + " " + (count == 1 ? one : more);
    }
}
