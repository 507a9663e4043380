package io.micropay.ledger.jdbc;

import io.micropay.money.OrderId;
import io.micropay.money.PaymentId;
import java.nio.ByteBuffer;
import java.util.UUID;

/// How ids are stored: their 16 bytes, whose order is the order of the ids.
final class ColumnBytes {

    private static final int ID_LENGTH = 16;

    private ColumnBytes() {}

    static byte[] of(PaymentId id) {
        return of(id.value());
    }

    static byte[] of(OrderId id) {
        return of(id.value());
    }

    private static byte[] of(UUID id) {
        return ByteBuffer.allocate(ID_LENGTH)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    static PaymentId paymentId(byte[] stored) {
        return new PaymentId(uuid(stored));
    }

    static OrderId orderId(byte[] stored) {
        return new OrderId(uuid(stored));
    }

    private static UUID uuid(byte[] stored) {
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        return new UUID(bytes.getLong(), bytes.getLong());
    }
}
