package io.micropay.client;

import io.micropay.client.OpenOrders.OpenOrder;
import io.micropay.crypto.VerificationKey;
import io.micropay.money.PaymentOrder;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends the doubt about orders that were handed out: whatever the payee says or does not say, the server knows.
///
/// `CANCEL` has two answers, and both are for good: the order is cancelled, or it was paid and here is the proof. When
/// it gets neither, such as from a server that keeps too many cancellations, time decides: a good while after its
/// expiry an order that is not committed never will be.
final class Settlement {

    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);
    private static final int ATTEMPTS_MAX = 4;
    private static final Duration PAUSE = Duration.ofMillis(500);

    /// When an order can no longer be committed, by the server's clock: the server accepts it for 30 s after its
    /// expiry.
    private static final Duration OVER_AFTER_EXPIRY = Duration.ofSeconds(60);

    private final Wallet wallet;
    private final LedgerServer server;
    private final PaymentNotices notices;

    Settlement(Wallet wallet, LedgerServer server, PaymentNotices notices) {
        this.wallet = wallet;
        this.server = server;
        this.notices = notices;
    }

    /// Cancels an order, or learns that it was paid.
    ///
    /// @param obstacle why there is a doubt
    PaymentResult settle(PaymentOrder order, Obstacle obstacle) {
        for (int attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
            Optional<PaymentResult> result = server.askByAnyWay(new Request.Cancel(order.id()))
                    .flatMap(answer -> result(answer, order, obstacle))
                    .or(() -> afterExpiry(order, obstacle));
            if (result.isPresent()) {
                return result.get();
            }
            if (attempt < ATTEMPTS_MAX) {
                pause();
            }
        }
        return new PaymentResult.Open(order, obstacle);
    }

    /// What an answer to CANCEL or STATUS says for good; empty when it leaves a doubt.
    private Optional<PaymentResult> result(Response answer, PaymentOrder order, Obstacle obstacle) {
        if (answer instanceof Response.Committed committed) {
            return Optional.of(committed(order, committed.proof(), obstacle));
        }
        return answer instanceof Response.Cancelled
                ? Optional.of(new PaymentResult.NotPaid(obstacle))
                : Optional.empty();
    }

    private Optional<PaymentResult> afterExpiry(PaymentOrder order, Obstacle obstacle) {
        long over = order.expires().epochMillis() + OVER_AFTER_EXPIRY.toMillis();
        if (server.ledger().now() <= over) {
            return Optional.empty();
        }
        return server.askByAnyWay(new Request.Status(order.id(), Optional.empty()))
                .flatMap(answer -> {
                    boolean never = answer instanceof Response.NeverSeen || answer instanceof Response.Refused;
                    return never ? Optional.of(new PaymentResult.NotPaid(obstacle)) : result(answer, order, obstacle);
                });
    }

    private PaymentResult committed(PaymentOrder order, String proof, Obstacle obstacle) {
        return payeeKey(order)
                .flatMap(payee ->
                        wallet.verify(proof, order, wallet.identity().verificationKey(), payee, server.ledger()))
                .map(this::paid)
                .orElseGet(() -> new PaymentResult.Open(order, obstacle));
    }

    private Optional<VerificationKey> payeeKey(PaymentOrder order) {
        return server.askByAnyWay(new Request.Key(order.payee())).flatMap(LedgerServer::key);
    }

    /// The payment is proved; keeps the receipt.
    PaymentResult paid(VerifiedReceipt verified) {
        Keeping keeping = wallet.folder().receipts().keep(server.ledger().id(), verified);
        return new PaymentResult.Paid(verified.receipt(), keeping);
    }

    /// Settles what earlier runs have left open, before another order is signed: two open orders could both be paid.
    ///
    /// @return whether nothing is open any more
    boolean settleEarlier() {
        try {
            boolean allSettled = true;
            for (OpenOrder open : wallet.openOrders().left()) {
                try (open) {
                    allSettled &= settleEarlier(open);
                }
            }
            return allSettled;
        } catch (IOException unreadable) {
            LOG.warn("cannot look for open orders: {}", ConnectionTroubles.detail(unreadable));
            return false;
        }
    }

    private boolean settleEarlier(OpenOrder open) {
        PaymentOrder order = open.signed().order();
        PaymentResult result = settle(order, new Obstacle.EarlierOrderOpen());
        notices.earlierOrder(order, result);
        if (result instanceof PaymentResult.Open) {
            return false;
        }
        open.settled();
        return true;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
