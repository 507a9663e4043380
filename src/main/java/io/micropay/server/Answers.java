package io.micropay.server;

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

    static Response refused(RefusalReason reason) {
        return new Response.TransFailed(reason.name(), reason.text());
    }
}
