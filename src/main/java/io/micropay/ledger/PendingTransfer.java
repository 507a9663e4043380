package io.micropay.ledger;

import java.util.List;

/// A transfer to be posted.
final class PendingTransfer extends Pending<TransferOutcome> {

    private final TransferEntry entry;
    private final long expiresAt;

    PendingTransfer(Transfer transfer) {
        this.entry = new TransferEntry(transfer);
        this.expiresAt = transfer.order().expires().epochMillis();
    }

    TransferEntry entry() {
        return entry;
    }

    /// Milliseconds since 1970.
    long expiresAt() {
        return expiresAt;
    }

    void post() {
        decide(() -> new TransferOutcome.Posted(entry.posted()));
    }

    void reject(Rejection reason) {
        decide(() -> new TransferOutcome.Rejected(reason));
    }

    @Override
    List<Account> accounts(Account treasury) {
        return List.of(entry.payer(), entry.payee());
    }

    @Override
    TransferOutcome busy() {
        return new TransferOutcome.Busy();
    }
}
