package io.micropay.client;

import io.micropay.wire.Response;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An order's turn to pay the request that it names, from its acceptance to the server's answer. An order that names
/// none has a turn without an end.
final class Turn implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Turn.class);

    /// The refusals that say that the order is not in the ledger. Those that come before the look-up say nothing of it.
    private static final Set<String> NOT_COMMITTED =
            Set.of("ID_REUSED", "CANCELLED", "EXPIRED", "INSUFFICIENT", "LIMIT", "ORDER");

    private final RequestStore store;
    private final SignedOrder signed;
    private final Optional<OwnRequest> request;
    private final Optional<String> objection;
    private final @Nullable ReentrantLock lock;

    /// @param request what it pays, if it may
    /// @param objection why it must not be accepted
    /// @param lock what it holds, and gives back at the end
    Turn(
            RequestStore store,
            SignedOrder signed,
            Optional<OwnRequest> request,
            Optional<String> objection,
            @Nullable ReentrantLock lock) {
        this.store = store;
        this.signed = signed;
        this.request = request;
        this.objection = objection;
        this.lock = lock;
    }

    /// Why the order must not be accepted; empty when it may be.
    Optional<String> objection() {
        return objection;
    }

    /// The payment is in the ledger.
    ///
    /// @return the request that is paid now, if it pays one
    Optional<OwnRequest> paid() {
        request.ifPresent(own -> attempt(() -> store.paid(own.reference(), signed)));
        return request;
    }

    /// The server has refused the payment: where that is for sure, another order may pay the request.
    void refused(Response.TransFailed failed) {
        if (NOT_COMMITTED.contains(failed.reason())) {
            request.ifPresent(own -> attempt(() -> store.release(own.reference(), signed.order())));
        }
    }

    private interface Writing {
        void write() throws IOException;
    }

    /// What cannot be written is found out again: the order keeps the request, and the server knows what became of it.
    private static void attempt(Writing writing) {
        try {
            writing.write();
        } catch (IOException failure) {
            LOG.warn("the wallet's requests cannot be written: {}", FileTroubles.detail(failure));
        }
    }

    @Override
    public void close() {
        if (lock != null) {
            lock.unlock();
        }
    }
}
