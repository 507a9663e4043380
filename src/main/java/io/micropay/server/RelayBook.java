package io.micropay.server;

import io.micropay.ledger.Account;
import io.micropay.ledger.OrderExpiry;
import io.micropay.money.PaymentId;
import io.micropay.money.PaymentOrder;
import io.micropay.payment.RefusalReason;
import io.micropay.wire.Response;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The orders that wait for their payees, and how the last of the others ended.
///
/// It is bounded on every side: the orders of a payer and for a payee that wait, and the outcomes that are kept. Not
/// thread-safe: [RelayDesk] sees to that.
final class RelayBook {

    static final int PENDING_OF_PAYER_MAX = 8;
    static final int PENDING_FOR_PAYEE_MAX = 64;
    static final int OUTCOMES_MAX = 10_000;

    private final Map<Relay.Key, Relay> pending = new HashMap<>();
    private final Map<Account, Set<Relay>> ofPayer = new HashMap<>();
    private final Map<Account, Set<Relay>> forPayee = new HashMap<>();
    private final Map<Relay.Key, Ended> outcomes = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Relay.Key, Ended> eldest) {
            return size() > OUTCOMES_MAX;
        }
    };

    /// @param order its six fields, byte for byte
    private record Ended(String order, Response outcome) {}

    /// How it stands with an order that has been put before its payee; empty when it has not.
    Optional<Response> state(Account payer, PaymentOrder order) {
        Relay.Key key = new Relay.Key(payer, order.id());
        Relay waiting = pending.get(key);
        if (waiting != null) {
            return Optional.of(ifSame(waiting.order().toString(), order, new Response.Pending()));
        }
        return Optional.ofNullable(outcomes.get(key)).map(ended -> ifSame(ended.order(), order, ended.outcome()));
    }

    private static Response ifSame(String fields, PaymentOrder order, Response state) {
        return fields.equals(order.toString()) ? state : Answers.refused(RefusalReason.ID_REUSED);
    }

    /// Takes an order that waits for its payee from now on.
    ///
    /// @return whether there was room for it
    boolean add(Relay relay) {
        Set<Relay> payers = ofPayer.getOrDefault(relay.payer(), Set.of());
        Set<Relay> payees = forPayee.getOrDefault(relay.payee(), Set.of());
        if (payers.size() >= PENDING_OF_PAYER_MAX || payees.size() >= PENDING_FOR_PAYEE_MAX) {
            return false;
        }
        pending.put(relay.key(), relay);
        ofPayer.computeIfAbsent(relay.payer(), payer -> new LinkedHashSet<>()).add(relay);
        forPayee.computeIfAbsent(relay.payee(), payee -> new LinkedHashSet<>()).add(relay);
        return true;
    }

    boolean isEmpty() {
        return pending.isEmpty();
    }

    /// The order of this id that waits.
    Optional<Relay> find(Account payer, PaymentId id) {
        return Optional.ofNullable(pending.get(new Relay.Key(payer, id)));
    }

    /// The order of this id that waits for this payee.
    Optional<Relay> find(Account payer, PaymentId id, Account payee) {
        return find(payer, id).filter(relay -> relay.payee().equals(payee));
    }

    /// All orders that wait for a payee, oldest first.
    List<Relay> waitingFor(Account payee) {
        return List.copyOf(forPayee.getOrDefault(payee, Set.of()));
    }

    /// The orders that cannot be committed any more.
    List<Relay> expired(long now) {
        return pending.values().stream()
                .filter(relay -> OrderExpiry.isOver(relay.expiresAt(), now))
                .toList();
    }

    /// Ends the wait of an order, with an outcome that is told to whoever asks again.
    ///
    /// @return whether it was waiting
    boolean end(Relay relay, Response outcome) {
        boolean waiting = forget(relay);
        // What is committed the ledger tells.
        if (waiting && !(outcome instanceof Response.TransOk)) {
            outcomes.put(relay.key(), new Ended(relay.order().toString(), outcome));
        }
        return waiting;
    }

    /// Ends the wait of an order as if it had never been there: it may come again.
    ///
    /// @return whether it was waiting
    boolean forget(Relay relay) {
        remove(ofPayer, relay.payer(), relay);
        remove(forPayee, relay.payee(), relay);
        return pending.remove(relay.key(), relay);
    }

    private static void remove(Map<Account, Set<Relay>> relays, Account account, Relay relay) {
        relays.computeIfPresent(account, (same, all) -> {
            all.remove(relay);
            return all.isEmpty() ? null : all;
        });
    }
}
