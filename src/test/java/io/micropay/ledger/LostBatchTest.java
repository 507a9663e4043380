package io.micropay.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micropay.ledger.FaultyStore.Fault;
import io.micropay.ledger.FaultyStore.Place;
import io.micropay.ledger.jdbc.SqliteStore;
import io.micropay.money.PaymentId;
import io.micropay.money.PaymentOrder;
import io.micropay.shop.Quote;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the ledger does with a batch that was lost on its way to a shared store: it finds out what became of it, and
/// tells nobody anything before.
@Timeout(60)
class LostBatchTest {

    /// More than any batch is tried that is not in doubt.
    private static final int MANY = 6;

    @TempDir
    Path folder;

    private FaultyStore store;
    private TestLedger test;
    private Account joanne;
    private Account lily;

    @BeforeEach
    void openLedger() {
        store = FaultyStore.shared(SqliteStore.open(folder.resolve("ledger.db")));
        test = new TestLedger(() -> store, new LedgerLimits(10, 10, TestLedger.amount("10"), 10, Duration.ofDays(1)));
        joanne = test.open("Joanne", "10");
        lily = test.open("Lily", "0");
    }

    @AfterEach
    void closeStore() {
        store.recover();
        test.close();
        store.close();
    }

    private FutureTask<TransferOutcome> payment(PaymentOrder order) {
        return TestLedger.started(() -> test.commit(joanne, lily, order));
    }

    private FutureTask<Boolean> stop() {
        return TestLedger.started(() -> {
            test.ledger().close();
            return true;
        });
    }

    private void awaitFailures(int count) {
        await().pollInterval(Duration.ofMillis(1)).until(() -> store.failures() >= count);
    }

    @ParameterizedTest
    @EnumSource(
            value = Place.class,
            names = {"BEGIN", "WRITE", "COMMIT"})
    void batchThatWasLostIsDecidedAgain(Place place) {
        store.failOnce(new Fault.Lost(place, false));

        assertThat(test.pay(joanne, "1", lily).seq()).isEqualTo(2);

        assertThat(store.failures()).isEqualTo(1);
        assertThat(test.balance(lily)).isEqualTo("1");
    }

    @ParameterizedTest
    @EnumSource(
            value = Place.class,
            names = {"BEGIN", "WRITE", "COMMIT"})
    void batchThatIsLostAgainAndAgainIsBusy(Place place) {
        PaymentOrder order = test.order(joanne, "1", lily);
        store.failUntilRecovery(new Fault.Lost(place, false));

        assertThat(test.commit(joanne, lily, order)).isEqualTo(new TransferOutcome.Busy());
        assertThat(store.failures()).isEqualTo(5);
        assertThat(test.balance(lily)).isEqualTo("0");

        store.recover();
        assertThat(TestLedger.posted(test.commit(joanne, lily, order)).seq()).isEqualTo(2);
        assertThat(test.stop()).isNotDone();
    }

    /// A basket, its payment and the merchant's count, each in a batch of its own that may have become durable.
    @ParameterizedTest
    @EnumSource(
            value = Place.class,
            names = {"COMMIT", "COMMITTED"})
    void saleInDoubtIsMadeOnce(Place place) {
        TestShop shop = TestShop.open(test, "Mel", "tea,,Tea,1,3");
        store.failOnce(new Fault.Lost(place, true));
        Quote quote = shop.quote(joanne, "tea:2");
        assertThat(shop.left("tea")).isEqualTo(1);

        store.failOnce(new Fault.Lost(place, true));
        TestLedger.posted(shop.pay(joanne, quote));

        assertThat(shop.left("tea")).isEqualTo(1);
        assertThat(test.balance(joanne)).isEqualTo("8");
        store.failOnce(new Fault.Lost(place, true));
        assertThat(shop.stock("tea", 5)).isEqualTo(new ShopOutcome.Done());
        assertThat(shop.left("tea")).isEqualTo(5);
        assertThat(shop.quote(joanne, "tea:2").order()).isNotEqualTo(quote.order());
    }

    /// What an earlier batch has left on record may be on one disk only: a commit makes sure that it is everywhere.
    @Test
    void quoteOnRecordIsConfirmedBeforeItIsToldAgain() {
        TestShop shop = TestShop.open(test, "Mel", "tea,,Tea,1,3");
        Quote quote = shop.quote(joanne, "tea:2");
        int commits = store.commits();

        assertThat(shop.quote(joanne, "tea:2")).isEqualTo(quote);

        assertThat(store.commits()).isEqualTo(commits + 1);
    }

    @Test
    void settledDayOnRecordIsConfirmedBeforeItIsToldAgain() {
        LocalDate day = LocalDate.parse("2026-01-29");
        SettledDay settled = new SettledDay(new byte[32], new byte[] {1});
        test.ledger().days().settle(lily, day, settled);
        int commits = store.commits();

        assertThat(test.ledger().days().state(lily, day, settled.fileHash())).isInstanceOf(DayState.Settled.class);
        assertThat(store.commits()).isEqualTo(commits + 1);
        assertThat(test.ledger().days().state(lily, day.plusDays(1), settled.fileHash()))
                .isEqualTo(new DayState.Open());
        assertThat(store.commits()).as("of nothing").isEqualTo(commits + 1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Place.class,
            names = {"COMMIT", "COMMITTED"})
    void paymentInDoubtIsCommittedOnce(Place place) {
        PaymentOrder order = test.order(joanne, "1", lily);
        store.failOnce(new Fault.Lost(place, true));

        PostedTransfer posted = TestLedger.posted(test.commit(joanne, lily, order));

        assertThat(posted.seq()).isEqualTo(2);
        assertThat(posted.isChained()).isTrue();
        assertThat(test.commit(joanne, lily, order)).isEqualTo(new TransferOutcome.Posted(posted));
        assertThat(test.ledger().history(lily, 0, 10)).containsExactly(posted);
        assertThat(test.balance(joanne)).isEqualTo("9");
        assertThat(test.balance(lily)).isEqualTo("1");
    }

    /// What is on record may have reached the one disk and no other: the answer waits for a commit, which waits for
    /// the replicas.
    @Test
    void whatIsFoundOnRecordIsMadeDurableOnceMore() {
        int before = store.commits();
        store.failOnce(new Fault.Lost(Place.COMMITTED, true));

        test.pay(joanne, "1", lily);

        assertThat(store.commits()).isEqualTo(before + 2);
    }

    /// Whoever made it durable may not have been told so yet.
    @Test
    void whatAnotherBatchLeftOnRecordIsMadeDurableBeforeItIsTold() {
        PaymentOrder order = test.order(joanne, "1", lily);
        PostedTransfer posted = TestLedger.posted(test.commit(joanne, lily, order));
        PaymentId cancelled = PaymentId.next();
        test.ledger().cancel(joanne, cancelled);
        int before = store.commits();

        assertThat(test.commit(joanne, lily, order)).isEqualTo(new TransferOutcome.Posted(posted));
        assertThat(test.ledger().status(lily, joanne, order.id())).isEqualTo(new PaymentState.Committed(posted));
        assertThat(test.ledger().cancel(joanne, order.id())).isEqualTo(new Cancellation.Committed(posted));
        assertThat(test.ledger().status(joanne, joanne, cancelled)).isEqualTo(new PaymentState.Cancelled());

        assertThat(store.commits()).isEqualTo(before + 4);
    }

    @Test
    void whatIsNotOnRecordTakesNoCommit() {
        int before = store.commits();

        assertThat(test.ledger().status(joanne, joanne, PaymentId.next())).isEqualTo(new PaymentState.NeverSeen());

        assertThat(store.commits()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(
            value = Place.class,
            names = {"COMMIT", "COMMITTED"})
    void registrationInDoubtIsDoneOnce(Place place) {
        store.failOnce(new Fault.Lost(place, true));

        Account max = test.open("Max", "5");

        assertThat(test.account("Max")).isSameAs(max);
        assertThat(test.balance(max)).isEqualTo("5");
        assertThat(test.ledger().history(max, 0, 10)).hasSize(1);
        assertThat(test.pay(max, "5", lily).seq()).isEqualTo(3);
    }

    @Test
    void nameOfAnotherIsRefusedThoughTheBatchIsInDoubt() {
        store.failOnce(new Fault.Lost(Place.COMMITTED, true));

        List<Object> outcomes = test.inOneBatch(List.of(
                () -> test.commit(joanne, lily, test.order(joanne, "1", lily)),
                () -> test.register("Lily", "another key", "0"),
                () -> test.register("Lila", "key of Lily", "0")));

        assertThat(outcomes.get(0)).isInstanceOf(TransferOutcome.Posted.class);
        assertThat(outcomes.get(1)).isEqualTo(new Registration.Refused(Registration.Reason.NAME_TAKEN));
        assertThat(outcomes.get(2)).isEqualTo(new Registration.Refused(Registration.Reason.KEY_HAS_ACCOUNT));
    }

    @ParameterizedTest
    @EnumSource(
            value = Place.class,
            names = {"COMMIT", "COMMITTED"})
    void accountThatWasThereBeforeABatchInDoubtIsNotOpenedByIt(Place place) {
        store.failOnce(new Fault.Lost(place, true));

        List<Registration> outcomes = test.inOneBatch(List.of(
                () -> test.register("Lily", "key of Lily", "5"),
                () -> test.register("Max", "key of Max", "5"),
                () -> test.register("Max", "key of Max", "5")));

        Registration refused = new Registration.Refused(Registration.Reason.NAME_TAKEN);
        assertThat(outcomes.get(0)).isEqualTo(refused);
        assertThat(outcomes.get(1)).isInstanceOf(Registration.Registered.class);
        assertThat(outcomes.get(2)).isEqualTo(refused);
        assertThat(test.balance(test.account("Max"))).isEqualTo("5");
    }

    @ParameterizedTest
    @EnumSource(
            value = Place.class,
            names = {"COMMIT", "COMMITTED"})
    void everyCommandOfABatchInDoubtGetsItsAnswer(Place place) {
        PaymentOrder small = test.order(joanne, "1", lily);
        PaymentOrder large = test.order(joanne, "100", lily);
        PaymentOrder off = test.order(joanne, "2", lily);
        PaymentId unheardOf = PaymentId.next();
        store.failOnce(new Fault.Lost(place, true));

        List<Object> outcomes = test.inOneBatch(List.of(
                () -> test.commit(joanne, lily, small),
                () -> test.ledger().cancel(joanne, off.id()),
                () -> test.commit(joanne, lily, off),
                () -> test.commit(joanne, lily, large),
                () -> test.ledger().status(joanne, joanne, large.id()),
                () -> test.ledger().cancel(joanne, small.id()),
                () -> test.ledger().status(joanne, joanne, unheardOf)));

        assertThat(store.failures()).isEqualTo(1);
        PostedTransfer posted = TestLedger.posted((TransferOutcome) outcomes.get(0));
        assertThat(outcomes.subList(1, 7))
                .containsExactly(
                        new Cancellation.Cancelled(),
                        new TransferOutcome.Rejected(Rejection.CANCELLED),
                        new TransferOutcome.Rejected(Rejection.INSUFFICIENT),
                        new PaymentState.Refused(Rejection.INSUFFICIENT),
                        new Cancellation.Committed(posted),
                        new PaymentState.NeverSeen());
        assertThat(test.balance(lily)).isEqualTo("1");
    }

    @ParameterizedTest
    @EnumSource(
            value = Place.class,
            names = {"COMMIT", "COMMITTED"})
    void nobodyIsToldAnythingWhileABatchIsInDoubt(Place place) throws Exception {
        PaymentOrder order = test.order(joanne, "1", lily);
        store.failUntilRecovery(new Fault.Lost(place, true));
        test.holdWriter();
        FutureTask<TransferOutcome> payment = payment(order);
        test.awaitHeldWriter();
        FutureTask<PaymentState> question =
                TestLedger.started(() -> test.ledger().status(joanne, joanne, order.id()));
        test.releaseWriter();
        awaitFailures(1);
        store.failUntilRecovery(new Fault.Lost(Place.BEGIN, false));
        awaitFailures(store.failures() + MANY);

        store.failUntilRecovery(new Fault.Passing(Place.BEGIN));
        awaitFailures(store.failures() + 2);
        assertThat(payment).isNotDone();
        assertThat(question).isNotDone();

        store.recover();
        PostedTransfer posted = TestLedger.posted(payment.get());
        assertThat(question.get()).isEqualTo(new PaymentState.Committed(posted));
        assertThat(test.ledger().history(lily, 0, 10)).containsExactly(posted);
    }

    @Test
    void serverThatIsToldToStopMeanwhileTellsNobodyOfSuccess() throws Exception {
        store.failUntilRecovery(new Fault.Lost(Place.COMMITTED, true));
        test.holdWriter();
        FutureTask<TransferOutcome> payment = payment(test.order(joanne, "1", lily));
        test.awaitHeldWriter();
        FutureTask<Boolean> stop = stop();
        test.releaseWriter();

        assertThat(stop.get()).isTrue();
        assertThatThrownBy(payment::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(LedgerException.class);
        assertThat(test.stop().join()).hasMessage("told to stop while the outcome of a batch is unknown");
        assertThat(store.isClosed()).isFalse();
    }

    /// A store that answers again settles the batch even then.
    @Test
    void batchInDoubtIsTriedOnceMoreWhenTheServerIsToldToStop() throws Exception {
        store.failOnce(new Fault.Lost(Place.COMMITTED, true));
        test.holdWriter();
        FutureTask<TransferOutcome> payment = payment(test.order(joanne, "1", lily));
        test.awaitHeldWriter();
        FutureTask<Boolean> stop = stop();
        test.releaseWriter();

        assertThat(stop.get()).isTrue();
        TestLedger.posted(payment.get());
        assertThat(test.stop()).isNotDone();
    }

    /// However often it might be tried, and however many wait behind it.
    @Test
    void serverThatIsToldToStopDoesNotTryForLong() throws Exception {
        store.failUntilRecovery(new Fault.Lost(Place.BEGIN, false));
        test.holdWriter();
        FutureTask<TransferOutcome> payment = payment(test.order(joanne, "1", lily));
        test.awaitHeldWriter();
        FutureTask<Boolean> stop = stop();
        test.releaseWriter();

        assertThat(stop.get()).isTrue();
        assertThat(payment.get()).isEqualTo(new TransferOutcome.Busy());
        assertThat(store.failures()).isLessThanOrEqualTo(2);
        assertThat(store.isClosed()).isTrue();
    }
}
