package io.micropay.client;

import io.micropay.money.Amount;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// What an account has after a payment that its own session has submitted.
///
/// The server tells it right behind its answer, to those who listen. What it tells may be lost: then it is asked.
final class BalanceAfter {

    private final LedgerServer server;
    private final CompletableFuture<Amount> told = new CompletableFuture<>();

    BalanceAfter(LedgerServer server) {
        this.server = server;
    }

    void told(Amount balance) {
        told.complete(balance);
    }

    /// As the server tells it, or answers.
    ///
    /// @return empty when the server cannot be asked
    Optional<Amount> get() {
        if (server.connection().hearsEvents()) {
            awaitEvent();
        }
        return told.isDone() ? Optional.of(told.join()) : asked();
    }

    private void awaitEvent() {
        try {
            told.get(server.waits().event().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException lost) {
            // It can be asked for.
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Amount> asked() {
        return server.askByAnyWay(new Request.Balance())
                .filter(Response.Balance.class::isInstance)
                .map(answer -> ((Response.Balance) answer).amount());
    }
}
