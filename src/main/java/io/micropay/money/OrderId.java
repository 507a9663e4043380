package io.micropay.money;

import java.util.Optional;
import java.util.UUID;

/// The ledger's name for what somebody has put into a basket and not paid yet: a UUID of version 7, like a
/// [PaymentId], and never taken for one.
public record OrderId(UUID value) {

    public OrderId {
        UuidText.requireVersion7(value);
    }

    /// Reads an id from its only form; empty when `text` is not of it.
    public static Optional<OrderId> parse(String text) {
        return UuidText.parse(text).map(OrderId::new);
    }

    /// A new id that nobody can guess.
    public static OrderId next() {
        return new OrderId(UuidText.next());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
