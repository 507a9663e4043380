package io.micropay.server;

import io.micropay.ledger.Account;
import io.micropay.ledger.Ledger;
import io.micropay.money.PaymentId;
import io.micropay.money.PaymentOrder;
import io.micropay.payment.AccountKeys;
import io.micropay.payment.OrderCheck;
import io.micropay.payment.PaymentOutcome;
import io.micropay.payment.RefusalReason;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import io.micropay.wire.ServerEvent;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Puts orders before payees whom their payers cannot dial, and tells the payers what came of it.
///
/// Nobody waits here: a payer gets the state of the order, and its outcome when there is one. An order waits as long
/// as the payee listens to events on this server and the order can still be committed. The server takes no part in
/// the payment itself: it is the payee who submits it, as any other.
final class RelayDesk {

    private static final Response NOT_REACHABLE = new Response.Declined("not reachable");

    private final Ledger ledger;
    private final AccountKeys keys;
    private final OrderCheck orders;
    private final ServerLog log;
    private final Listeners listeners = new Listeners();
    private final RelayBook book = new RelayBook();

    /// Held for every look at the book, and while a session begins or ceases to listen: no order is put before one
    /// that has just left.
    private final ReentrantLock lock = new ReentrantLock();

    RelayDesk(Ledger ledger, AccountKeys keys, OrderCheck orders, ServerLog log) {
        this.ledger = ledger;
        this.keys = keys;
        this.orders = orders;
        this.log = log;
    }

    /// The session gets its account's events from now on, instead of an older session that still does.
    void enter(Account account, Session session) {
        lock.lock();
        try {
            turnBackAll(account);
            listeners.enter(account, session);
        } finally {
            lock.unlock();
        }
    }

    /// The session has ended. Nothing happens when it did not listen, or another listens in its place.
    void leave(Account account, Session session) {
        lock.lock();
        try {
            if (listeners.leave(account, session)) {
                turnBackAll(account);
            }
        } finally {
            lock.unlock();
        }
    }

    /// What has been put before a session that is gone may come again: it is not remembered.
    private void turnBackAll(Account payee) {
        for (Relay relay : book.waitingFor(payee)) {
            book.forget(relay);
            tell(relay, NOT_REACHABLE);
        }
    }

    /// Answers `RELAY`.
    Response relay(Session session, Request.Relay request) {
        return relay(session.login(), request);
    }

    /// Answers it for whoever asks, if it is somebody who has an account.
    Response relay(Optional<Account> asker, Request.Relay request) {
        PaymentOrder order = request.order();
        Optional<RefusalReason> fault = OrderCheck.fault(order);
        if (fault.isPresent()) {
            return Answers.refused(fault.get());
        }
        Optional<Account> payer = asker.filter(account -> account.name().equals(order.payer()));
        if (payer.isEmpty()) {
            return new Response.AuthenticationFailed("this session is not logged in as the payer");
        }
        Optional<PaymentOutcome> outcome = orders.outcome(order, request.payerSignature(), payer.get());
        return outcome.isPresent() ? Answers.of(outcome.get()) : stateOrPut(payer.get(), request);
    }

    private Response stateOrPut(Account payer, Request.Relay request) {
        PaymentOrder order = request.order();
        Optional<Account> payee = ledger.account(order.payee()).filter(account -> !keys.isRevoked(account));
        lock.lock();
        try {
            Optional<Response> state = book.state(payer, order);
            return state.isPresent()
                    ? state.get()
                    : payee.map(account -> put(new Relay(payer, account, order, request.payerSignature())))
                            .orElse(NOT_REACHABLE);
        } finally {
            lock.unlock();
        }
    }

    private Response put(Relay relay) {
        Optional<Session> payee = listeners.of(relay.payee());
        if (payee.isEmpty()) {
            return NOT_REACHABLE;
        }
        if (!book.add(relay)) {
            return Answers.refused(RefusalReason.BUSY);
        }
        log.relayed(relay.order());
        payee.get().tell(new ServerEvent.Ordered(relay.order(), relay.payerSignature()));
        return new Response.Pending();
    }

    /// Answers `DECLINED`.
    Response decline(Session session, Request.Decline decline) {
        Optional<Account> payer = session.login().flatMap(payee -> ledger.account(decline.payer()));
        boolean ended =
                payer.isPresent() && end(payer.get(), decline.id(), session, new Response.Declined(decline.reason()));
        return ended ? new Response.Ok() : new Response.AuthenticationFailed("nothing is pending");
    }

    private boolean end(Account payer, PaymentId id, Session payee, Response outcome) {
        lock.lock();
        try {
            Optional<Relay> relay = payee.login().flatMap(account -> book.find(payer, id, account));
            relay.ifPresent(pending -> end(pending, outcome));
            return relay.isPresent();
        } finally {
            lock.unlock();
        }
    }

    /// A payee has submitted a payment, and got this answer: if its order waited here, that is the outcome.
    void submitted(Account payee, PaymentOrder order, Response answer) {
        if (isBusy(answer)) {
            return;
        }
        Optional<Account> payer = ledger.account(order.payer());
        lock.lock();
        try {
            payer.flatMap(account -> book.find(account, order.id(), payee))
                    .filter(relay -> relay.order().toString().equals(order.toString()))
                    .ifPresent(relay -> end(relay, answer));
        } finally {
            lock.unlock();
        }
    }

    /// The payer has cancelled a payment: its order waits no longer.
    void cancelled(Account payer, PaymentId id) {
        lock.lock();
        try {
            book.find(payer, id).ifPresent(relay -> end(relay, Answers.refused(RefusalReason.CANCELLED)));
        } finally {
            lock.unlock();
        }
    }

    /// Ends the wait of orders that have expired. To be called every second or so.
    void endExpired() {
        for (Relay relay : expired()) {
            // The payee's submission may be under way: only the ledger knows how it ended.
            orders.outcome(relay.order(), relay.payerSignature(), relay.payer())
                    .map(Answers::of)
                    .filter(answer -> !isBusy(answer))
                    .ifPresent(answer -> endAlone(relay, answer));
        }
    }

    private void endAlone(Relay relay, Response outcome) {
        lock.lock();
        try {
            end(relay, outcome);
        } finally {
            lock.unlock();
        }
    }

    private List<Relay> expired() {
        if (isIdle()) {
            return List.of();
        }
        long now = ledger.now();
        lock.lock();
        try {
            return book.expired(now);
        } finally {
            lock.unlock();
        }
    }

    private boolean isIdle() {
        lock.lock();
        try {
            return book.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /// It says nothing about the payment, so it is no outcome.
    private static boolean isBusy(Response answer) {
        return answer instanceof Response.TransFailed failed && failed.reason().equals(RefusalReason.BUSY.name());
    }

    private void end(Relay relay, Response outcome) {
        if (book.end(relay, outcome)) {
            tell(relay, outcome);
        }
    }

    private void tell(Relay relay, Response outcome) {
        relay.ended(outcome);
        listeners.tell(relay.payer(), new ServerEvent.Relayed(relay.order().id(), outcome));
    }
}
