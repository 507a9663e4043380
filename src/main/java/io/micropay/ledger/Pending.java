package io.micropay.ledger;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A command on its way through the writer, and the caller waiting for its outcome.
///
/// The writer first decides, and releases the outcome only when the batch is durable. The outcome is rendered by the
/// caller's thread, since the writer's time is dear.
///
/// @param <O> the outcome
abstract sealed class Pending<O>
        permits PendingTransfer, PendingRegistration, PendingStatus, PendingCancellation, PendingShop, PendingDay {

    private final CompletableFuture<Supplier<O>> answer = new CompletableFuture<>();
    private @Nullable Supplier<O> decided;

    /// Whose positions the decision hangs on.
    abstract List<Account> accounts(Account treasury);

    /// The outcome that says the ledger is at its limit.
    abstract O busy();

    /// Settles the outcome, without telling anybody. Called by the writer.
    final void decide(Supplier<O> outcome) {
        decided = outcome;
    }

    /// Answers the caller. Called by the writer once the batch is durable.
    final void release() {
        answer.complete(Objects.requireNonNull(decided, "released before it was decided"));
    }

    final void releaseBusy() {
        answer.complete(this::busy);
    }

    final void fail(LedgerException failure) {
        answer.completeExceptionally(failure);
    }

    /// Waits for the outcome. An interrupt does not end the wait, since the outcome is decided all the same and must
    /// not be misreported; the thread's interrupt flag is set again afterwards.
    ///
    /// @throws LedgerException the ledger has stopped, and nobody can say what became of the command
    final O await() {
        try {
            return answer.join().get();
        } catch (CompletionException failed) {
            throw new LedgerException("the ledger has stopped", failed.getCause());
        }
    }
}
