package io.micropay.ledger;

import io.micropay.money.PaymentId;
import java.util.List;

/// A question about a payment, answered behind every transfer already decided.
final class PendingStatus extends Pending<PaymentState> {

    private final Account asker;
    private final Account payer;
    private final PaymentId id;

    PendingStatus(Account asker, Account payer, PaymentId id) {
        this.asker = asker;
        this.payer = payer;
        this.id = id;
    }

    Account payer() {
        return payer;
    }

    PaymentId id() {
        return id;
    }

    /// Answers with what is known, as far as the asker may see it: both sides see a commitment and a refusal, and
    /// only the payer a cancellation.
    void answer(KnownPayment known) {
        PaymentState state = visible(known);
        decide(() -> state);
    }

    private PaymentState visible(KnownPayment known) {
        KnownPayment.Commitment commitment = known.commitment();
        if (commitment != null) {
            return isSide(commitment.payee())
                    ? new PaymentState.Committed(commitment.transfer())
                    : new PaymentState.NeverSeen();
        }
        if (known.cancelled() && asker == payer) {
            return new PaymentState.Cancelled();
        }
        KnownPayment.Refusal refusal = known.refusal();
        return refusal != null && isSide(refusal.payee())
                ? new PaymentState.Refused(refusal.reason())
                : new PaymentState.NeverSeen();
    }

    private boolean isSide(long payee) {
        return asker == payer || asker.number() == payee;
    }

    @Override
    List<Account> accounts(Account treasury) {
        return List.of(payer);
    }

    @Override
    PaymentState busy() {
        return new PaymentState.Busy();
    }
}
