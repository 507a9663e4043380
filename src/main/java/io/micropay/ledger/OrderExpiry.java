package io.micropay.ledger;

/// When an order may be committed: the one rule about `expires`.
public final class OrderExpiry {

    /// How long after its expiry an order is still accepted.
    private static final long GRACE_MILLIS = 30_000;

    /// How far ahead an order may expire: the 15 minutes wallets keep to, and the same grace.
    private static final long AHEAD_MILLIS = 15 * 60_000 + GRACE_MILLIS;

    private OrderExpiry() {}

    /// Whether an order that expires at `expiresAt` cannot be committed at `committedAt`, which are milliseconds
    /// since 1970.
    public static boolean forbids(long expiresAt, long committedAt) {
        return isOver(expiresAt, committedAt) || expiresAt > committedAt + AHEAD_MILLIS;
    }

    /// Whether it can never be committed any more.
    public static boolean isOver(long expiresAt, long now) {
        return now > expiresAt + GRACE_MILLIS;
    }
}
