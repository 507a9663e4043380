package io.micropay.ledger.jdbc;

import io.micropay.money.PaymentId;
import java.nio.ByteBuffer;
import java.util.UUID;

/// How the ids of payments are stored: their 16 bytes, whose order is the order of the ids.
final class ColumnBytes {

    private static final int ID_LENGTH = 16;

    private ColumnBytes() {}

    static byte[] of(PaymentId id) {
        return ByteBuffer.allocate(ID_LENGTH)
                .putLong(id.value().getMostSignificantBits())
                .putLong(id.value().getLeastSignificantBits())
                .array();
    }

    static PaymentId paymentId(byte[] stored) {
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        return new PaymentId(new UUID(bytes.getLong(), bytes.getLong()));
    }
}
