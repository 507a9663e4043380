package io.micropay.ledger;

import io.micropay.money.Purpose;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A transfer to be posted.
final class PendingTransfer extends Pending<TransferOutcome> {

    private final TransferEntry entry;
    private final long expiresAt;
    private final Purpose.@Nullable Order shopOrder;

    PendingTransfer(Transfer transfer) {
        this.entry = new TransferEntry(transfer);
        this.expiresAt = transfer.order().expires().epochMillis();
        this.shopOrder = Purpose.of(transfer.order().memo()) instanceof Purpose.Order order ? order : null;
    }

    TransferEntry entry() {
        return entry;
    }

    /// Milliseconds since 1970.
    long expiresAt() {
        return expiresAt;
    }

    /// The shop's order that it pays, by its memo; null for a payment that has nothing to do with a shop.
    Purpose.@Nullable Order shopOrder() {
        return shopOrder;
    }

    /// Whose quote it can pay.
    QuoteKey quoteKey() {
        return new QuoteKey(entry.payee().number(), entry.payer().number());
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
