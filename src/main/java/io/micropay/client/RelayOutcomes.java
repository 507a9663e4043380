package io.micropay.client;

import io.micropay.money.PaymentId;
import io.micropay.wire.Response;
import io.micropay.wire.ServerEvent;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// What the server tells of orders that it has put before their payees, on its way to whoever waits for it.
final class RelayOutcomes {

    private final Map<PaymentId, CompletableFuture<Response>> awaited = new ConcurrentHashMap<>();

    /// Waits from now on.
    ///
    /// @param outcome completed by the first outcome of this order
    void await(PaymentId id, CompletableFuture<Response> outcome) {
        awaited.put(id, outcome);
    }

    void forget(PaymentId id) {
        awaited.remove(id);
    }

    void told(ServerEvent.Relayed relayed) {
        CompletableFuture<Response> outcome = awaited.get(relayed.id());
        if (outcome != null) {
            outcome.complete(relayed.outcome());
        }
    }
}
