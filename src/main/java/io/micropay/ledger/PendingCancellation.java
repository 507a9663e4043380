package io.micropay.ledger;

import io.micropay.money.PaymentId;
import java.util.List;

/// A payment to be cancelled by its payer.
final class PendingCancellation extends Pending<Cancellation> {

    private final Account payer;
    private final PaymentId id;

    PendingCancellation(Account payer, PaymentId id) {
        this.payer = payer;
        this.id = id;
    }

    Account payer() {
        return payer;
    }

    PaymentId id() {
        return id;
    }

    void cancel() {
        decide(Cancellation.Cancelled::new);
    }

    void tooLate(PostedTransfer transfer) {
        decide(() -> new Cancellation.Committed(transfer));
    }

    void refuse() {
        decide(this::busy);
    }

    @Override
    List<Account> accounts(Account treasury) {
        return List.of(payer);
    }

    @Override
    Cancellation busy() {
        return new Cancellation.Busy();
    }
}
