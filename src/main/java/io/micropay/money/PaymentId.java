package io.micropay.money;

import java.util.Optional;
import java.util.UUID;

/// The payer's own name for a payment: a UUID of version 7 (RFC 9562, section 5.7), lower case with hyphens.
///
/// The payer chooses it once and sends it again on every retry, so a repeated message is harmless. Ids begin with
/// their time, so that the ledger's index grows at its end.
public record PaymentId(UUID value) implements Comparable<PaymentId> {

    /// How many characters an id has.
    public static final int LENGTH = UuidText.LENGTH;

    public PaymentId {
        UuidText.requireVersion7(value);
    }

    /// Reads an id from its only form; empty when `text` is not of it.
    public static Optional<PaymentId> parse(String text) {
        return UuidText.parse(text).map(PaymentId::new);
    }

    /// A new id that nobody can guess.
    public static PaymentId next() {
        return new PaymentId(UuidText.next());
    }

    /// The order of the ids' bytes, which is the order of their times.
    @Override
    public int compareTo(PaymentId other) {
        int byTime = Long.compareUnsigned(value.getMostSignificantBits(), other.value.getMostSignificantBits());
        return byTime != 0
                ? byTime
                : Long.compareUnsigned(value.getLeastSignificantBits(), other.value.getLeastSignificantBits());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
