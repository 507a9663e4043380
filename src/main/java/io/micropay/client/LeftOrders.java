package io.micropay.client;

import io.micropay.client.OrderJournal.OpenOrder;
import io.micropay.money.AccountName;
import io.micropay.money.PaymentOrder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The orders that earlier runs of this wallet have left open, and those of them that were found to be paid.
///
/// A person or a script that has not heard of such a payment may be about to make it again: it is remembered until
/// somebody has.
final class LeftOrders {

    private final Wallet wallet;
    private final OrderEnding ending;
    private final PaymentNotices notices;
    private final List<PaymentOrder> paidUnheardOf = new ArrayList<>();

    LeftOrders(Wallet wallet, OrderEnding ending, PaymentNotices notices) {
        this.wallet = wallet;
        this.ending = ending;
        this.notices = notices;
    }

    /// Asks what became of the orders that are left, tells of it once, and closes those that have come to an end. One
    /// that was paid stays in the journal until somebody has heard of it.
    ///
    /// @param tellOpen whether a person is to be told of those that are open still, too
    /// @throws IOException when the journal cannot be read
    void review(boolean tellOpen) throws IOException {
        for (OpenOrder open : wallet.journal().left()) {
            try (open) {
                PaymentOrder order = open.signed().order();
                PaymentResult result = ending.look(order);
                boolean isTold = isPaidUnheardOf(order);
                if (result instanceof PaymentResult.Paid && !isTold) {
                    paidUnheardOf.add(order);
                }
                if (notices.areHeard() || !(result instanceof PaymentResult.Paid)) {
                    open.ended(PaymentState.of(result));
                }
                if (!isTold && (tellOpen || !(result instanceof PaymentResult.Open))) {
                    notices.earlierOrder(order, result);
                }
            }
        }
    }

    /// Whether it was found to be paid, and is open in the journal for that reason alone.
    boolean isPaidUnheardOf(PaymentOrder order) {
        return paidUnheardOf.contains(order);
    }

    /// One of the same payee, amount and memo that was found to be paid.
    Optional<PaymentOrder> paidUnheardOf(PaymentIntent intent) {
        return paidUnheardOf.stream().filter(intent::isOf).findFirst();
    }

    /// All to this payee that were found to be paid.
    List<PaymentOrder> paidUnheardOf(AccountName payee) {
        return paidUnheardOf.stream()
                .filter(order -> order.payee().equals(payee))
                .toList();
    }

    /// Whoever pays the same again has heard of it.
    void heardOf(PaymentOrder order) {
        paidUnheardOf.remove(order);
        endInJournal(order);
    }

    /// Whoever was kept from paying the same has been told: it need not be left for the next run.
    void endInJournal(PaymentOrder order) {
        try {
            Optional<OpenOrder> left = wallet.journal().take(order.id());
            if (left.isPresent()) {
                try (OpenOrder open = left.get()) {
                    open.ended(PaymentState.of(ending.look(order)));
                }
            }
        } catch (IOException stays) {
            // The next run is told once more.
        }
    }
}
