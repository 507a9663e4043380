package io.micropay.client;

import io.micropay.money.PaymentId;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The way through the server, to a payee whom nobody can dial: the server puts the order before the payee, and tells
/// what became of it.
///
/// What it tells may be lost, so it is asked again after a while; to ask again puts nothing before the payee twice.
final class ServerRelay implements PayeeWay {

    private static final String NOT_REACHABLE = "not reachable";

    /// Between two questions where the server tells another process what became of the order.
    private static final Duration UNTOLD = Duration.ofMillis(200);

    private final LedgerServer server;
    private final RelayOutcomes outcomes;
    private final Obstacle notReachable;
    private final Duration patience;
    private final CompletableFuture<Response> outcome = new CompletableFuture<>();

    /// @param notReachable what stands in the way when the server cannot reach the payee either
    /// @param patience how long to wait for the payee
    ServerRelay(LedgerServer server, RelayOutcomes outcomes, Obstacle notReachable, Duration patience) {
        this.server = server;
        this.outcomes = outcomes;
        this.notReachable = notReachable;
        this.patience = patience;
    }

    @Override
    public void open(PaymentNotices notices) {
        notices.relaying();
    }

    @Override
    public String awaitProof(SignedOrder signed, PaymentNotices notices) throws StoppedException {
        PaymentId id = signed.order().id();
        outcomes.await(id, outcome);
        try {
            Response answer = ask(signed);
            if (answer instanceof Response.Pending) {
                notices.orderSent(signed.order());
                answer = awaitOutcome(signed);
            }
            return proof(whole(signed, answer));
        } finally {
            outcomes.forget(id);
        }
    }

    private Response awaitOutcome(SignedOrder signed) throws StoppedException {
        long end = System.nanoTime() + patience.toNanos();
        Response answer = new Response.Pending();
        while (answer instanceof Response.Pending) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new StoppedException(
                        new Obstacle.PayeeVanished("nothing came within " + patience.toSeconds() + " s"));
            }
            Duration pause = server.tellsOutcomes() ? server.waits().relay() : UNTOLD;
            answer = told(Math.min(left, pause.toNanos())) ? outcome.join() : ask(signed);
        }
        return answer;
    }

    /// Whether the server has told the outcome, within a time.
    private boolean told(long nanos) throws StoppedException {
        try {
            outcome.get(nanos, TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException notYet) {
            return false;
        } catch (CancellationException givenUp) {
            throw new StoppedException(new Obstacle.GivenUp());
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new StoppedException(new Obstacle.GivenUp());
        }
    }

    private Response ask(SignedOrder signed) throws StoppedException {
        try {
            return server.relay(new Request.Relay(signed.order(), signed.payerSignature()));
        } catch (ConnectionException lost) {
            throw new StoppedException(new Obstacle.StillOpen());
        }
    }

    /// A proof may be too long for a datagram. What became of the order is told over TLS too.
    private Response whole(SignedOrder signed, Response answer) {
        return answer instanceof Response.TooLong
                ? server.askByAnyWay(new Request.Status(signed.order().id(), Optional.empty()))
                        .orElse(answer)
                : answer;
    }

    private String proof(Response answer) throws StoppedException {
        if (answer instanceof Response.Committed committed) {
            return committed.proof();
        }
        if (answer instanceof Response.TransOk ok) {
            return ok.proof();
        }
        throw new StoppedException(obstacle(answer));
    }

    private Obstacle obstacle(Response answer) {
        return switch (answer) {
            case Response.Declined declined when declined.reason().equals(NOT_REACHABLE) -> notReachable;
            case Response.Declined declined -> new Obstacle.Declined(declined.reason());
            case Response.TransFailed failed -> new Obstacle.Refused(failed.reason(), failed.text());
            default -> new Obstacle.StillOpen();
        };
    }

    @Override
    public void abort() {
        outcome.cancel(false);
    }

    @Override
    public void close() {
        // The connection is the session's.
    }
}
