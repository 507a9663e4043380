package io.micropay.client;

import io.micropay.crypto.VerificationKey;
import io.micropay.money.PaymentOrder;
import io.micropay.payment.Receipt;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds out what became of orders that were handed out, and ends them: whatever the payee says or does not say, the
/// server knows.
///
/// `STATUS` tells what has become of an order so far. `CANCEL` has two answers, and both are for good: the order is
/// cancelled, or it was paid and here is the proof. When it gets neither, such as from a server that keeps too many
/// cancellations, time decides: a good while after its expiry an order that is not committed never will be.
final class OrderEnding {

    private static final Logger LOG = LoggerFactory.getLogger(OrderEnding.class);

    private static final int ATTEMPTS_MAX = 4;

    private final Wallet wallet;
    private final LedgerServer server;

    OrderEnding(Wallet wallet, LedgerServer server) {
        this.wallet = wallet;
        this.server = server;
    }

    /// Asks what became of an order, and cancels it if nothing did.
    ///
    /// @param obstacle why there is a doubt
    PaymentResult end(PaymentOrder order, Obstacle obstacle) {
        for (int attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
            Optional<PaymentResult> result = attempt(order, obstacle);
            if (result.isPresent()) {
                return result.get();
            }
            if (attempt < ATTEMPTS_MAX) {
                pause();
            }
        }
        return new PaymentResult.Open(order, obstacle);
    }

    private Optional<PaymentResult> attempt(PaymentOrder order, Obstacle obstacle) {
        boolean over = server.isOver(order);
        Optional<Response> status = status(order);
        if (status.isEmpty()) {
            return Optional.empty();
        }
        Obstacle reason = status.get() instanceof Response.Refused refused ? refusal(refused, obstacle) : obstacle;
        return ended(status.get(), order, reason, over).or(() -> cancel(order, reason));
    }

    private Optional<PaymentResult> cancel(PaymentOrder order, Obstacle obstacle) {
        return server.askByAnyWay(new Request.Cancel(order.id()))
                .flatMap(answer -> conclusive(answer, order, obstacle));
    }

    /// Asks what became of an order, and leaves it as it is.
    PaymentResult look(PaymentOrder order) {
        boolean over = server.isOver(order);
        return status(order)
                .flatMap(answer -> ended(answer, order, asTheServerSays(answer), over))
                .orElseGet(() -> new PaymentResult.Open(order, new Obstacle.StillOpen()));
    }

    private Optional<Response> status(PaymentOrder order) {
        return server.askByAnyWay(new Request.Status(order.id(), Optional.empty()));
    }

    /// What an answer to STATUS says for good; empty when it leaves a doubt.
    ///
    /// @param over whether the order was over when it was asked for
    private Optional<PaymentResult> ended(Response answer, PaymentOrder order, Obstacle obstacle, boolean over) {
        boolean unpaid = answer instanceof Response.NeverSeen || answer instanceof Response.Refused;
        return over && unpaid ? Optional.of(new PaymentResult.NotPaid(obstacle)) : conclusive(answer, order, obstacle);
    }

    /// What an answer says for good, at any time.
    private Optional<PaymentResult> conclusive(Response answer, PaymentOrder order, Obstacle obstacle) {
        if (answer instanceof Response.Committed committed) {
            return Optional.of(committed(order, committed.proof(), obstacle));
        }
        return answer instanceof Response.Cancelled
                ? Optional.of(new PaymentResult.NotPaid(obstacle))
                : Optional.empty();
    }

    /// Why an order was not paid, when all that is known of it is what the server says.
    private static Obstacle asTheServerSays(Response answer) {
        return switch (answer) {
            case Response.Refused refused -> refusal(refused, new Obstacle.Lapsed());
            case Response.Cancelled cancelled -> new Obstacle.Cancelled();
            default -> new Obstacle.Lapsed();
        };
    }

    /// The server's own reason, in the words that the payee has passed on if it is the same.
    private static Obstacle refusal(Response.Refused refused, Obstacle passedOn) {
        return passedOn instanceof Obstacle.Refused same && same.reason().equals(refused.reason())
                ? same
                : Obstacle.Refused.of(refused.reason());
    }

    private PaymentResult committed(PaymentOrder order, String proof, Obstacle obstacle) {
        return payeeKey(order)
                .flatMap(payee ->
                        wallet.verify(proof, order, wallet.identity().verificationKey(), payee, server.ledger()))
                .<PaymentResult>map(this::paidBeforeItWasKnown)
                .or(() -> overtaken(order, proof))
                .orElseGet(() -> new PaymentResult.Open(order, obstacle));
    }

    /// Another wallet of this key has paid with another order of the same id: this one never will be. If it was for the
    /// same, that is the payment.
    private Optional<PaymentResult> overtaken(PaymentOrder order, String proof) {
        return Receipt.parse(proof)
                .filter(receipt -> wallet.hasPaid(receipt) && wallet.isOfTheLedger(receipt, server.ledger()))
                .flatMap(Receipt::order)
                .filter(other -> other.id().equals(order.id()) && !other.equals(order))
                .map(other -> other.isFor(order.payee(), order.memo())
                                && other.amount().equals(order.amount())
                        ? look(other)
                        : new PaymentResult.NotPaid(new Obstacle.IdTaken(other)));
    }

    /// Whoever has paid a shop's order may have ended before he kept with its receipt what it was for.
    private PaymentResult paidBeforeItWasKnown(VerifiedReceipt verified) {
        PaymentResult.Paid paid = paid(verified);
        if (paid.keeping() instanceof Keeping.Kept kept) {
            try {
                wallet.purchases().of(new StoredReceipt(kept.file(), paid.receipt()));
            } catch (IOException stays) {
                LOG.debug("what {} paid for is kept when the receipt is asked for", kept.file(), stays);
            }
        }
        return paid;
    }

    private Optional<VerificationKey> payeeKey(PaymentOrder order) {
        return server.askByAnyWay(new Request.Key(order.payee())).flatMap(LedgerServer::key);
    }

    /// The payment is proved; keeps the receipt.
    PaymentResult.Paid paid(VerifiedReceipt verified) {
        Keeping keeping = wallet.folder().receipts().keep(server.ledger().id(), verified);
        return new PaymentResult.Paid(verified.receipt(), keeping);
    }

    private void pause() {
        try {
            Thread.sleep(server.waits().retry());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
