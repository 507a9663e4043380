package io.micropay.client;

import io.micropay.client.OrderJournal.OpenOrder;
import io.micropay.crypto.VerificationKey;
import io.micropay.money.Amount;
import io.micropay.money.Memo;
import io.micropay.money.PaymentId;
import io.micropay.money.PaymentOrder;
import io.micropay.payment.Receipt;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What an account has paid and was paid, as the ledger tells it, and what became of the orders that its wallet signed.
public final class AccountBook {

    private final Wallet wallet;
    private final LedgerServer server;
    private final OrderEnding ending;
    private final LeftOrders leftOrders;

    AccountBook(Wallet wallet, LedgerServer server, OrderEnding ending, LeftOrders leftOrders) {
        this.wallet = wallet;
        this.server = server;
        this.ending = ending;
        this.leftOrders = leftOrders;
    }

    /// The orders that this wallet has signed: those that are open, and the latest of the others.
    ///
    /// @param closedMax how many of those that have come to an end
    /// @throws IOException when the journal cannot be read
    public List<OwnPayment> payments(int closedMax) throws IOException {
        leftOrders.review(false);
        List<OwnPayment> payments = new ArrayList<>();
        for (PaymentOrder order : wallet.journal().open()) {
            boolean isPaid = leftOrders.isPaidUnheardOf(order);
            payments.add(new OwnPayment(order, isPaid ? new PaymentState.Committed() : new PaymentState.Open()));
        }
        payments.addAll(wallet.journal().closed(closedMax));
        return payments;
    }

    /// Cancels an order that is open, or learns that it was paid.
    ///
    /// @return what became of it; empty when this wallet has signed no such order
    /// @throws IOException when the journal cannot be read
    public Optional<OwnPayment> cancel(PaymentId id) throws IOException {
        Optional<OpenOrder> taken = wallet.journal().take(id);
        if (taken.isEmpty()) {
            return wallet.journal().find(id);
        }
        try (OpenOrder open = taken.get()) {
            PaymentOrder order = open.signed().order();
            PaymentResult result = ending.end(order, new Obstacle.Cancelled());
            open.ended(PaymentState.of(result));
            return Optional.of(new OwnPayment(order, PaymentState.of(result)));
        }
    }

    /// The account's newest payments, the newest first.
    public List<HistoryEntry> history(int count) throws ConnectionException {
        return new AccountHistory(wallet, server).newest(count);
    }

    /// The account's payments of a time, the newest first.
    ///
    /// @param from the first moment, in milliseconds since 1970
    /// @param until the first moment after it
    public List<HistoryEntry> history(long from, long until) throws ConnectionException {
        return new AccountHistory(wallet, server).between(from, until);
    }

    /// What people have paid to the account behind a place in the ledger, the oldest first.
    ///
    /// @param seq 0 for all
    public List<Receipt> receivedAfter(long seq) throws ConnectionException {
        return new AccountHistory(wallet, server)
                .after(seq).stream()
                        .filter(receipt -> wallet.wasPaid(receipt) && !receipt.isDeposit())
                        .toList()
                        .reversed();
    }

    /// The place in the ledger of the account's newest payment; 0 when there is none.
    public long newest() throws ConnectionException {
        return new AccountHistory(wallet, server).latest().map(Receipt::seq).orElse(0L);
    }

    /// Gets the receipt of one of the account's payments from the server, checks all of it, and keeps it.
    ///
    /// @return empty when there is no such payment between people, or what there is does not verify
    public Optional<StoredReceipt> fetchReceipt(PaymentId id) throws ConnectionException, IOException {
        Optional<Receipt> found = new AccountHistory(wallet, server).find(id).map(HistoryEntry::receipt);
        if (found.isEmpty() || found.get().isDeposit()) {
            return Optional.empty();
        }
        Optional<PaymentResult.Paid> kept = keep(found.get());
        return kept.isEmpty() ? Optional.empty() : Optional.of(stored(kept.get()));
    }

    /// Checks all of a payment between people, and keeps its receipt if that is not done yet.
    ///
    /// @return empty when it does not verify
    public Optional<PaymentResult.Paid> keep(Receipt receipt) throws ConnectionException {
        Optional<VerificationKey> payer = server.keyOf(receipt.payer());
        Optional<VerificationKey> payee = server.keyOf(receipt.payee());
        if (payer.isEmpty() || payee.isEmpty()) {
            return Optional.empty();
        }
        PaymentOrder order = receipt.order().orElseThrow();
        Optional<VerifiedReceipt> verified =
                wallet.verify(receipt.proof(), order, payer.get(), payee.get(), server.ledger());
        return verified.map(ending::paid);
    }

    /// The receipt of a payment that this wallet has made, kept or got from the server.
    ///
    /// @return empty when it has not been made
    public Optional<StoredReceipt> paid(PaymentId id) throws ConnectionException, IOException {
        for (StoredReceipt kept : wallet.folder().receipts().of(id)) {
            if (wallet.hasPaid(kept.receipt())) {
                return Optional.of(kept);
            }
        }
        boolean committed =
                server.connection().ask(new Request.Status(id, Optional.empty())) instanceof Response.Committed;
        return committed ? fetchReceipt(id) : Optional.empty();
    }

    private static StoredReceipt stored(PaymentResult.Paid payment) throws IOException {
        return switch (payment.keeping()) {
            case Keeping.Kept kept -> new StoredReceipt(kept.file(), payment.receipt());
            case Keeping.NotKept notKept -> throw new IOException(notKept.reason());
        };
    }

    /// A payment that this wallet was paid, and what of it can be paid back.
    ///
    /// @return empty when nobody has paid this wallet with this id
    /// @throws IOException when the journal cannot be read
    public Optional<Refundable> refundable(PaymentId id) throws ConnectionException, IOException {
        leftOrders.review(false);
        // Before the history, or what another process pays back in between would be in neither.
        Memo memo = Refundable.memo(id);
        Set<PaymentId> known = wallet.journal().ordersFor(memo);
        List<PaymentOrder> signed = wallet.journal().open();
        AccountHistory history = new AccountHistory(wallet, server);
        Optional<Receipt> original = history.find(id)
                .filter(HistoryEntry::incoming)
                .map(HistoryEntry::receipt)
                .filter(receipt -> !receipt.isDeposit());
        if (original.isEmpty()) {
            return Optional.empty();
        }
        long open = 0;
        for (PaymentOrder order : signed) {
            boolean refund = order.isFor(original.get().payer(), memo) && !leftOrders.isPaidUnheardOf(order);
            open += refund ? order.amount().micros() : 0;
        }
        Amount left = Refunds.left(original.get(), history.read());
        return Optional.of(new Refundable(original.get(), new Amount(Math.max(0, left.micros() - open)), known));
    }
}
