package io.micropay.bench;

import io.micropay.money.PaymentId;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/// Payment ids that rise in the order in which the payments are submitted, as those of wallets do: each is as old as
/// its place, however many threads sign.
///
/// @param startMillis the time of the first, in milliseconds since 1970
record RisingIds(long startMillis) {

    private static final int PER_MILLI_BITS = 6;

    /// The id of the `index`th payment.
    PaymentId id(long index) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long millis = startMillis + (index >> PER_MILLI_BITS);
        long place = index & ((1 << PER_MILLI_BITS) - 1);
        long high = (millis << 16) | 0x7000 | (place << PER_MILLI_BITS) | random.nextInt(1 << PER_MILLI_BITS);
        long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new PaymentId(new UUID(high, low));
    }
}
