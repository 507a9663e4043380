package io.micropay.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micropay.ledger.FaultyStore.Fault;
import io.micropay.ledger.FaultyStore.Place;
import io.micropay.ledger.jdbc.SqliteStore;
import io.micropay.money.PaymentId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the ledger does when its store fails: it never says a payment went through when that is not certain.
class LedgerFailureTest {

    @TempDir
    Path folder;

    private final RuntimeException syncFailed = new LedgerException("the sync failed");
    private FaultyStore store;
    private TestLedger test;
    private Account joanne;
    private Account lily;

    @BeforeEach
    void openLedger() {
        store = new FaultyStore(SqliteStore.open(folder.resolve("ledger.db")));
        test = new TestLedger(() -> store, new LedgerLimits(10, 4, TestLedger.amount("10"), 10, Duration.ofDays(1)));
        joanne = test.open("Joanne", "10");
        lily = test.open("Lily", "0");
    }

    @AfterEach
    void closeStore() {
        test.close();
        store.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Place.class,
            names = {"BEGIN", "WRITE", "COMMIT"})
    void batchThatIsRolledBackIsBusyAndTheNextSucceeds(Place place) {
        Transfer transfer = test.transfer(joanne, "1", lily);
        store.failOnce(new Fault.Passing(place));

        assertThat(test.ledger().commit(transfer)).isEqualTo(new TransferOutcome.Busy());
        assertThat(test.balance(lily)).isEqualTo("0");

        assertThat(TestLedger.posted(test.ledger().commit(transfer)).seq()).isEqualTo(2);
        assertThat(test.balance(lily)).isEqualTo("1");
        assertThat(test.stop()).isNotDone();
    }

    @Test
    void everyCommandOfARolledBackBatchIsBusy() {
        store.failOnce(new Fault.Passing(Place.COMMIT));

        List<Object> outcomes = test.inOneBatch(List.of(
                () -> test.ledger().commit(test.transfer(joanne, "1", lily)),
                () -> test.ledger().cancel(joanne, PaymentId.next()),
                () -> test.ledger().status(joanne, joanne, PaymentId.next()),
                () -> test.register("Max", "a key", "0")));

        assertThat(outcomes)
                .containsExactly(
                        new TransferOutcome.Busy(),
                        new Cancellation.Busy(),
                        new PaymentState.Busy(),
                        new Registration.Busy());
    }

    @ParameterizedTest
    @EnumSource(
            value = Place.class,
            names = {"BEGIN", "WRITE", "COMMIT"})
    void unknownOutcomeStopsTheLedger(Place place) {
        store.failOnce(new Fault.Unknown(place, syncFailed));

        assertThatThrownBy(() -> test.pay(joanne, "1", lily))
                .isInstanceOf(LedgerException.class)
                .hasRootCause(syncFailed);

        assertThat(test.stop().join()).isSameAs(syncFailed);
        assertThat(test.ledger().failure()).containsSame(syncFailed);
        assertThat(test.balance(lily)).isEqualTo("0");
        assertThatThrownBy(() -> test.pay(joanne, "1", lily)).isInstanceOf(LedgerException.class);
        assertThatThrownBy(() -> test.ledger().cancel(joanne, PaymentId.next())).isInstanceOf(LedgerException.class);
    }

    @Test
    void nobodyWhoWaitsIsToldOfSuccessOnceTheOutcomeIsUnknown() {
        store.failOnce(new Fault.Unknown(Place.COMMIT, syncFailed));
        Supplier<Object> payment = () -> {
            try {
                return test.ledger().commit(test.transfer(joanne, "1", lily));
            } catch (LedgerException stopped) {
                return stopped;
            }
        };

        List<Object> outcomes = test.inOneBatch(Collections.nCopies(8, payment));

        assertThat(outcomes).hasOnlyElementsOfType(LedgerException.class);
    }

    @Test
    void failureAfterTheAnswersStopsTheLedgerButNotTheAnswers() throws Exception {
        test.holdWriter();
        FutureTask<TransferOutcome> payment =
                TestLedger.started(() -> test.ledger().commit(test.transfer(joanne, "1", lily)));
        test.awaitHeldWriter();
        store.failOnce(new Fault.Unknown(Place.MAINTAIN, syncFailed));
        test.releaseWriter();

        TestLedger.posted(payment.get());

        assertThat(test.stop().join()).isSameAs(syncFailed);
    }

    @Test
    void bugStopsTheLedger() {
        store.failOnce(new Fault.Unknown(Place.WRITE, new IllegalStateException("a bug")));

        assertThatThrownBy(() -> test.pay(joanne, "1", lily)).isInstanceOf(LedgerException.class);

        assertThat(test.stop().join()).hasMessage("a bug");
    }

    /// Closing an SQLite file copies its log back, and would sync again what could not be synced.
    @Test
    void storeIsNotClosedAfterAFailure() {
        store.failOnce(new Fault.Unknown(Place.COMMIT, syncFailed));
        assertThatThrownBy(() -> test.pay(joanne, "1", lily)).isInstanceOf(LedgerException.class);

        test.ledger().close();

        assertThat(store.isClosed()).isFalse();
    }

    /// A server ends its process in the fail-stop, and its shutdown closes the ledger meanwhile.
    @Test
    void ledgerCanBeClosedWhileTheFailStopRuns() {
        test.close();
        store = new FaultyStore(SqliteStore.open(folder.resolve("ledger.db")));
        CompletableFuture<Ledger> opened = new CompletableFuture<>();
        CompletableFuture<Boolean> closed = new CompletableFuture<>();
        Ledger ledger = new Ledger(store, LedgerLimits.standard(TestLedger.amount("1")), test.clock(), failure -> {
            opened.join().close();
            closed.complete(true);
        });
        opened.complete(ledger);
        store.failOnce(new Fault.Unknown(Place.BEGIN, syncFailed));

        assertThatThrownBy(() ->
                        ledger.cancel(ledger.account(TestLedger.name("Joanne")).orElseThrow(), PaymentId.next()))
                .isInstanceOf(LedgerException.class);

        assertThat(closed.join()).isTrue();
    }
}
