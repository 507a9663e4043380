package io.micropay.ledger;

import io.micropay.money.PaymentId;
import java.util.List;
import java.util.OptionalLong;

/// Reads what is durable of an account's days.
public interface DayReader {

    /// The sequence number of the first transfer that was committed at this moment or later; of the next one that will
    /// be, when there is none.
    ///
    /// @param epochMillis milliseconds since 1970
    long firstSince(long epochMillis);

    /// The newest `count` transfers of an account with a smaller sequence number than `before`, newest first.
    List<DayPayment> payments(long account, long before, int count);

    /// Where a payment stands, if there is one.
    OptionalLong seq(long payer, PaymentId id);
}
