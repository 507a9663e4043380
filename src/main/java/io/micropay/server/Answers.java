package io.micropay.server;

import io.micropay.ledger.ClockWrongException;
import io.micropay.ledger.LedgerBusyException;
import io.micropay.payment.PaymentOutcome;
import io.micropay.payment.RefusalReason;
import io.micropay.wire.Response;

/// What became of a payment, as an answer.
final class Answers {

    private Answers() {}

    static Response of(PaymentOutcome outcome) {
        return switch (outcome) {
            case PaymentOutcome.Committed committed -> new Response.TransOk(committed.proof());
            case PaymentOutcome.Refused refused -> refused(refused.reason());
        };
    }

    /// The protocol has one word for all that passes; the text says what it is where the client can make use of it.
    static Response busy(LedgerBusyException reason) {
        return reason instanceof ClockWrongException
                ? new Response.TransFailed(RefusalReason.BUSY.name(), "the server's clock is wrong")
                : refused(RefusalReason.BUSY);
    }

    static Response notLoggedIn() {
        return new Response.AuthenticationFailed("not logged in");
    }

    static Response refused(RefusalReason reason) {
        return new Response.TransFailed(reason.name(), reason.text());
    }
}
