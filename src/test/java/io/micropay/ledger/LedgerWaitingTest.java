package io.micropay.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micropay.ledger.jdbc.SqliteStore;
import io.micropay.money.PaymentId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What callers meet while the writer is busy: a bounded queue, a wait that an interrupt does not end, a close that
/// answers them.
@Timeout(60)
class LedgerWaitingTest {

    @TempDir
    Path folder;

    private TestLedger test;
    private Account joanne;
    private Account lily;

    @BeforeEach
    void openLedger() {
        test = new TestLedger(
                () -> SqliteStore.open(folder.resolve("ledger.db")),
                new LedgerLimits(2, 10, TestLedger.amount("10"), 10, Duration.ofDays(1)));
        joanne = test.open("Joanne", "10");
        lily = test.open("Lily", "0");
        test.holdWriter();
    }

    @AfterEach
    void closeLedger() {
        test.releaseWriter();
        test.close();
    }

    private FutureTask<TransferOutcome> payment() {
        return TestLedger.started(() -> test.ledger().commit(test.transfer(joanne, "1", lily)));
    }

    private static void awaitWaiting(Thread thread) {
        await().until(() -> thread.getState() == Thread.State.WAITING);
    }

    @Test
    void fullQueueIsBusy() throws Exception {
        FutureTask<TransferOutcome> atTheWriter = payment();
        test.awaitHeldWriter();
        FutureTask<TransferOutcome> second = payment();
        FutureTask<TransferOutcome> third = payment();

        assertThat(test.ledger().commit(test.transfer(joanne, "1", lily))).isEqualTo(new TransferOutcome.Busy());
        assertThat(test.ledger().status(joanne, joanne, PaymentId.next())).isEqualTo(new PaymentState.Busy());
        assertThat(test.ledger().cancel(joanne, PaymentId.next())).isEqualTo(new Cancellation.Busy());
        assertThat(test.register("Max", "a key", "0")).isEqualTo(new Registration.Busy());

        test.releaseWriter();
        TestLedger.posted(atTheWriter.get());
        TestLedger.posted(second.get());
        TestLedger.posted(third.get());
        assertThat(test.balance(lily)).isEqualTo("3");
    }

    @Test
    void interruptedCallerStillLearnsTheOutcome() {
        CompletableFuture<TransferOutcome> outcome = new CompletableFuture<>();
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread caller = Thread.ofVirtual().start(() -> {
            outcome.complete(test.ledger().commit(test.transfer(joanne, "1", lily)));
            interrupted.complete(Thread.currentThread().isInterrupted());
        });
        awaitWaiting(caller);

        caller.interrupt();
        await().during(Duration.ofMillis(50)).until(() -> !outcome.isDone());
        test.releaseWriter();

        TestLedger.posted(outcome.join());
        assertThat(interrupted.join()).isTrue();
    }

    @Test
    void callerInterruptedBeforehandStillLearnsTheOutcome() {
        test.releaseWriter();
        CompletableFuture<TransferOutcome> outcome = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            Thread.currentThread().interrupt();
            outcome.complete(test.ledger().commit(test.transfer(joanne, "1", lily)));
        });

        TestLedger.posted(outcome.join());
        assertThat(test.balance(lily)).isEqualTo("1");
    }

    @Test
    void closingAnswersWhoWaitsAndIsBusyForOthers() throws Exception {
        FutureTask<TransferOutcome> atTheWriter = payment();
        test.awaitHeldWriter();
        FutureTask<TransferOutcome> waiting = payment();
        Thread closing = Thread.ofVirtual().start(() -> test.ledger().close());
        awaitWaiting(closing);

        assertThat(test.ledger().commit(test.transfer(joanne, "1", lily))).isEqualTo(new TransferOutcome.Busy());
        test.releaseWriter();
        TestLedger.posted(atTheWriter.get());
        TestLedger.posted(waiting.get());
        closing.join();

        test.restart();
        assertThat(test.balance(test.account("Lily"))).isEqualTo("2");
    }

    @Test
    void closedLedgerCannotBeRead() {
        test.releaseWriter();
        test.close();

        assertThatThrownBy(() -> test.ledger().history(joanne, 0, 1)).isInstanceOf(LedgerException.class);
    }

    @Test
    void accountOfAnotherLedgerIsRefused() {
        test.releaseWriter();
        Account stranger =
                new Account(joanne.number(), joanne.name(), joanne.publicKey(), joanne.keyHash(), joanne.position());

        assertThatThrownBy(() -> test.pay(stranger, "1", lily)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> test.ledger().cancel(stranger, PaymentId.next()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
