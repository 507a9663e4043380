package io.micropay.client;

import io.micropay.money.PaymentOrder;
import io.micropay.money.Purpose;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sees to it that each request of this wallet is paid once.
///
/// Orders for the same request are taken one after the other, from the acceptance to the server's answer. An order of
/// which the answer was lost keeps the request until the server says that it is not paid and never will be.
final class RequestDesk {

    private static final Logger LOG = LoggerFactory.getLogger(RequestDesk.class);
    private static final String UNREADABLE = "the payee cannot read its requests";
    private static final String PAID = "the request is paid already";

    private final RequestStore store;
    private final LedgerServer server;
    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

    RequestDesk(RequestStore store, LedgerServer server) {
        this.store = store;
        this.server = server;
    }

    /// What is wrong with an order that says it pays a request; empty for those that say nothing of the kind. Keeps a
    /// person from being asked in vain.
    Optional<String> objection(PaymentOrder order) {
        return Purpose.of(order.memo()) instanceof Purpose.Request request
                ? guarded(() -> objection(order, request.reference()))
                : Optional.empty();
    }

    private Optional<String> objection(PaymentOrder order, String reference) throws IOException {
        Optional<OwnRequest> own = store.find(reference);
        if (own.isEmpty()) {
            return Optional.of("there is no such request");
        }
        if (!own.get().amount().equals(order.amount())) {
            return Optional.of("the request is for " + own.get().amount());
        }
        if (store.payment(reference).filter(payment -> !payment.equals(order)).isPresent()) {
            return Optional.of(PAID);
        }
        Optional<PaymentOrder> claimant = store.claimant(reference).filter(other -> !other.equals(order));
        return claimant.isPresent() ? objectionFor(claimant.get(), reference) : Optional.empty();
    }

    /// Asks what became of the order that has the request.
    private Optional<String> objectionFor(PaymentOrder claimant, String reference) throws IOException {
        boolean over = server.isOver(claimant);
        Response status = server.askByAnyWay(new Request.Status(claimant.id(), Optional.of(claimant.payer())))
                .orElse(new Response.FormatError("no answer"));
        return switch (status) {
            case Response.Committed committed -> Optional.of(PAID);
            case Response.NeverSeen never when over -> released(claimant, reference);
            case Response.Refused refused when over -> released(claimant, reference);
            default -> Optional.of("another order for this request is open until " + claimant.expires());
        };
    }

    private Optional<String> released(PaymentOrder claimant, String reference) throws IOException {
        store.release(reference, claimant);
        return Optional.empty();
    }

    /// Takes an order's turn to pay its request; waits for the turn of another.
    Turn begin(SignedOrder signed) {
        if (!(Purpose.of(signed.order().memo()) instanceof Purpose.Request request)) {
            return new Turn(store, signed, Optional.empty(), Optional.empty(), null);
        }
        ReentrantLock lock = locks.computeIfAbsent(request.reference(), reference -> new ReentrantLock());
        lock.lock();
        try {
            Optional<String> objection = guarded(() -> claim(signed, request.reference()));
            Optional<OwnRequest> own = objection.isPresent() ? Optional.empty() : store.find(request.reference());
            return new Turn(store, signed, own, objection, lock);
        } catch (IOException unreadable) {
            return new Turn(store, signed, Optional.empty(), Optional.of(UNREADABLE), lock);
        }
    }

    private Optional<String> claim(SignedOrder signed, String reference) throws IOException {
        Optional<String> objection = objection(signed.order(), reference);
        return objection.isPresent() || store.claim(reference, signed)
                ? objection
                : Optional.of("another order for this request is open");
    }

    private interface Check {
        Optional<String> objection() throws IOException;
    }

    /// What cannot be written down is not accepted.
    private static Optional<String> guarded(Check check) {
        try {
            return check.objection();
        } catch (IOException unreadable) {
            LOG.warn("the requests cannot be read or written: {}", FileTroubles.detail(unreadable));
            return Optional.of(UNREADABLE);
        }
    }
}
