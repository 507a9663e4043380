package io.micropay.client;

import io.micropay.money.PaymentOrder;
import java.time.Duration;

/// Asks a person whether to take a payment.
@FunctionalInterface
public interface Consent {

    /// What a person can answer.
    enum Answer {
        ACCEPTED,
        DECLINED,
        /// Nobody answered in time.
        NONE
    }

    /// Asks, and waits for the answer. May be called from several threads at once.
    Answer ask(PaymentOrder order, Duration patience) throws InterruptedException;
}
