package io.micropay.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micropay.ledger.Account;
import io.micropay.ledger.LedgerBusyException;
import io.micropay.ledger.LedgerException;
import io.micropay.ledger.PaymentState;
import io.micropay.ledger.PostedTransfer;
import io.micropay.ledger.Rejection;
import io.micropay.ledger.TestLedger;
import io.micropay.ledger.Transfer;
import io.micropay.ledger.TransferOutcome;
import io.micropay.money.PaymentOrder;
import io.micropay.testing.CuttingProxy;
import io.micropay.testing.CuttingProxy.Cut;
import io.micropay.testing.Drill;
import io.micropay.testing.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the ledger does when its PostgreSQL is slow, gone, in the way, or not the one it was. Every test ends with a
/// look at what is on record: nothing that was acknowledged is lost, nothing is there twice.
@Timeout(60)
class PostgresFaultsTest {

    private static final String LEDGER = "ab".repeat(32);
    private static final String OWN = "application_name = 'micropay' AND datname = current_database()";

    private final String url = PostgresServer.newLedger();
    private final CuttingProxy proxy = CuttingProxy.to(PostgresServer.port());
    private final TestLedger test = new TestLedger(() -> PostgresStore.open(proxy.url(url), Optional.empty(), LEDGER));
    private Account joanne;
    private Account lily;
    private Connection byHand;
    private Statement hand;
    private Connection watched;
    private Statement watch;

    @BeforeEach
    void openAccounts() throws SQLException {
        joanne = test.open("Joanne", "10");
        lily = test.open("Lily", "0");
        byHand = DriverManager.getConnection(url);
        hand = byHand.createStatement();
        watched = DriverManager.getConnection(url);
        watch = watched.createStatement();
    }

    @AfterEach
    void close() throws SQLException {
        byHand.close();
        watched.close();
        proxy.comeUp();
        test.close();
        proxy.close();
    }

    private FutureTask<TransferOutcome> payment(Transfer transfer) {
        return TestLedger.started(() -> test.ledger().commit(transfer));
    }

    /// A payment of 1 that is under way.
    private FutureTask<TransferOutcome> payment() {
        return payment(test.transfer(joanne, "1", lily));
    }

    private PostedTransfer pay() {
        return test.pay(joanne, "1", lily);
    }

    /// Looks from another server at what is on record: the whole chain is checked when it opens the ledger.
    private void assertOnRecord(PostedTransfer... payments) {
        try (TestLedger other = new TestLedger(() -> PostgresStore.open(url, Optional.empty(), LEDGER))) {
            assertThat(other.ledger().history(other.account("Lily"), 0, 100)).containsExactly(payments);
            assertThat(other.balance(other.account("Lily"))).isEqualTo(Integer.toString(payments.length));
            assertThat(other.balance(other.account("Joanne"))).isEqualTo(Integer.toString(10 - payments.length));
        }
    }

    private long number(String query) {
        try (ResultSet row = watch.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    /// Waits until one of the ledger's own connections waits for something.
    private void awaitWaiting(String event) {
        await().pollInterval(Duration.ofMillis(2))
                .until(() -> number("SELECT count(*) FROM pg_stat_activity WHERE " + OWN + " AND wait_event_type || '/'"
                                + " || wait_event LIKE '" + event + "'")
                        > 0);
    }

    // The connection

    @Test
    void connectionThatHasGoneIsOpenedAgain() {
        PostedTransfer first = pay();
        proxy.cutAll();

        PostedTransfer second = pay();
        proxy.cutAll();

        assertThat(test.balance(lily)).isEqualTo("2");
        assertOnRecord(second, first);
    }

    @ParameterizedTest
    @CsvSource({
        "chain_lock, BEFORE_IT_ARRIVES",
        "chain_lock, BEFORE_THE_ANSWER",
        "INSERT INTO transfer, BEFORE_IT_ARRIVES",
        "COMMIT, BEFORE_IT_ARRIVES",
        "COMMIT, BEFORE_THE_ANSWER",
    })
    void paymentIsCommittedOnceWhereverTheConnectionBreaks(String text, Cut cut) {
        Transfer transfer = test.transfer(joanne, "1", lily);
        proxy.cutAt(text, cut);

        PostedTransfer posted = TestLedger.posted(test.ledger().commit(transfer));

        assertThat(proxy.hasCut()).isTrue();
        assertThat(test.ledger().commit(transfer)).isEqualTo(new TransferOutcome.Posted(posted));
        assertThat(test.ledger().status(lily, joanne, transfer.order().id()))
                .isEqualTo(new PaymentState.Committed(posted));
        assertOnRecord(posted);
    }

    /// The order of the locks decides, not the order of the connections.
    @Test
    void commitThatArrivesLateIsWaitedForAndFound() throws Exception {
        proxy.cutAt("COMMIT", Cut.BEFORE_LATE_ARRIVAL);
        FutureTask<TransferOutcome> payment = payment();
        awaitWaiting("Lock/%");
        assertThat(payment).isNotDone();

        proxy.deliver();

        PostedTransfer posted = TestLedger.posted(payment.get());
        assertThat(posted.seq()).isEqualTo(2);
        assertOnRecord(posted);
    }

    @ParameterizedTest
    @EnumSource(names = {"BEFORE_IT_ARRIVES", "BEFORE_THE_ANSWER"})
    void registrationIsDoneOnceWhereverTheConnectionBreaks(Cut cut) {
        proxy.cutAt("COMMIT", cut);

        Account max = test.open("Max", "5");

        assertThat(test.ledger().history(max, 0, 10)).hasSize(1);
        assertThat(test.balance(max)).isEqualTo("5");
        assertOnRecord();
    }

    @Test
    void databaseThatIsDownIsBusyUntilItIsUp() {
        proxy.goDown();

        assertThat(test.ledger().commit(test.transfer(joanne, "1", lily))).isEqualTo(new TransferOutcome.Busy());
        assertThatThrownBy(() -> test.balance(lily)).isInstanceOf(LedgerBusyException.class);

        proxy.comeUp();
        PostedTransfer posted = pay();
        assertThat(test.balance(lily)).isEqualTo("1");
        assertOnRecord(posted);
    }

    @Drill
    @ParameterizedTest
    @EnumSource(names = {"BEFORE_IT_ARRIVES", "BEFORE_THE_ANSWER"})
    void nobodyIsAnsweredWhileABatchIsInDoubtAndTheDatabaseIsDown(Cut cut) throws Exception {
        Transfer transfer = test.transfer(joanne, "1", lily);
        hand.execute("BEGIN; SELECT holder FROM chain_lock FOR UPDATE");
        FutureTask<TransferOutcome> payment = payment(transfer);
        awaitWaiting("Lock/%");
        FutureTask<PaymentState> question = TestLedger.started(
                () -> test.ledger().status(joanne, joanne, transfer.order().id()));
        proxy.goDownAt("COMMIT", cut);
        hand.execute("COMMIT");

        await().until(() -> proxy.refused() > 7);
        assertThat(payment).isNotDone();
        assertThat(question).isNotDone();

        proxy.comeUp();
        PostedTransfer posted = TestLedger.posted(payment.get());
        assertThat(question.get()).isEqualTo(new PaymentState.Committed(posted));
        assertOnRecord(posted);
    }

    @Test
    void sessionThatIsTerminatedIsFollowedByAnother() throws Exception {
        hand.execute("BEGIN; SELECT holder FROM chain_lock FOR UPDATE");
        FutureTask<TransferOutcome> payment = payment();
        awaitWaiting("Lock/%");

        hand.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE " + OWN);
        awaitWaiting("Lock/%");
        hand.execute("COMMIT");

        assertOnRecord(TestLedger.posted(payment.get()));
    }

    // Waiting, and being in each other's way

    @Test
    void statementThatIsCancelledIsBusyAndTheNextSucceeds() throws Exception {
        hand.execute("BEGIN; SELECT holder FROM chain_lock FOR UPDATE");
        FutureTask<TransferOutcome> payment = payment();
        awaitWaiting("Lock/%");

        hand.execute("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE " + OWN);

        assertThat(payment.get()).isEqualTo(new TransferOutcome.Busy());
        hand.execute("COMMIT");
        assertOnRecord(pay());
    }

    /// A server that stands still in the middle of a batch is cut off by the database, and the others go on.
    @Test
    void serverThatIsFrozenInABatchHoldsUpTheOthersForATime() throws Exception {
        try (Connection frozen = new PostgresConnections(url, Optional.empty()).openWriter();
                Statement statement = frozen.createStatement()) {
            assertThat(setting(statement, "idle_in_transaction_session_timeout"))
                    .isEqualTo("10s");
            assertThat(setting(statement, "lock_timeout")).isEqualTo("15s");
            statement.execute("SET idle_in_transaction_session_timeout = '300ms'");
            frozen.commit();
            statement.execute("SELECT holder FROM chain_lock FOR UPDATE");

            PostedTransfer posted = pay();

            assertThatThrownBy(() -> statement.execute("SELECT 1")).isInstanceOf(SQLException.class);
            assertOnRecord(posted);
        }
    }

    private static String setting(Statement statement, String name) throws SQLException {
        try (ResultSet row = statement.executeQuery("SHOW " + name)) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void deadlockIsTriedAgain() throws Exception {
        hand.execute("SET deadlock_timeout = '10min'");
        hand.execute("BEGIN; SELECT * FROM position WHERE account = " + lily.number() + " FOR UPDATE");
        FutureTask<TransferOutcome> payment = payment();
        awaitWaiting("Lock/%");

        // The writer holds this one, and waits for the other: it alone can notice, and give way.
        hand.execute("SELECT holder FROM chain_lock FOR UPDATE");
        hand.execute("COMMIT");

        assertOnRecord(TestLedger.posted(payment.get()));
    }

    /// Has the database fail so many times in the ledger's batches from now on, at the insertion or at the commit.
    private void fail(String state, int times, boolean atCommit) throws SQLException {
        hand.execute("CREATE SEQUENCE faults");
        hand.execute("CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN IF nextval(''faults'') <= "
                + times + " THEN RAISE EXCEPTION ''told to'' USING ERRCODE = ''" + state
                + "''; END IF; RETURN NULL; END'");
        hand.execute("CREATE CONSTRAINT TRIGGER fail AFTER INSERT ON transfer DEFERRABLE INITIALLY "
                + (atCommit ? "DEFERRED" : "IMMEDIATE") + " FOR EACH ROW EXECUTE FUNCTION fail()");
    }

    @ParameterizedTest
    @CsvSource({"40001, false", "40001, true", "40P01, false", "40003, true", "57P01, true"})
    void batchThatTheDatabaseGivesUpIsTriedAgain(String state, boolean atCommit) throws SQLException {
        fail(state, 3, atCommit);

        assertOnRecord(pay());
    }

    @Test
    void batchThatIsGivenUpAgainAndAgainIsBusy() throws SQLException {
        fail("40001", 5, true);

        assertThat(test.ledger().commit(test.transfer(joanne, "1", lily))).isEqualTo(new TransferOutcome.Busy());

        assertOnRecord(pay());
    }

    /// Out of space, memory or connections; too long a wait.
    @ParameterizedTest
    @ValueSource(strings = {"53100", "53200", "53300", "55P03", "57014"})
    void databaseAtItsLimitIsBusyAndTheNextPaymentSucceeds(String state) throws SQLException {
        fail(state, 1, false);

        assertThat(test.ledger().commit(test.transfer(joanne, "1", lily))).isEqualTo(new TransferOutcome.Busy());

        assertOnRecord(pay());
    }

    @ParameterizedTest
    @ValueSource(strings = {"23514", "XX001", "58030"})
    void anythingElseStopsTheLedger(String state) throws SQLException {
        fail(state, 1, false);

        assertNextPaymentStopsTheLedger("the ledger cannot be written: told to");
        assertOnRecord();
    }

    // Isolation

    /// Another server that commits while this one waits for the lock is seen, whatever the database's default is.
    @ParameterizedTest
    @ValueSource(strings = {"repeatable read", "serializable"})
    void whatWasCommittedWhileTheLockWasWaitedForIsSeen(String isolation) throws Exception {
        try (TestLedger other = new TestLedger(() -> PostgresStore.open(
                url + "&options=-c%20default_transaction_isolation=" + isolation.replace(" ", "%5C%20"),
                Optional.empty(),
                LEDGER))) {
            Account max = other.open("Max", "10");
            Account nora = other.open("Nora", "0");
            hand.execute("BEGIN; SELECT holder FROM chain_lock FOR UPDATE");
            FutureTask<TransferOutcome> first = payment();
            awaitWaiting("Lock/%");
            FutureTask<TransferOutcome> second =
                    TestLedger.started(() -> other.ledger().commit(other.transfer(max, "1", nora)));
            await().until(() ->
                    number("SELECT count(*) FROM pg_stat_activity WHERE " + OWN + " AND wait_event_type = 'Lock'")
                            == 2);
            hand.execute("COMMIT");

            assertThat(TestLedger.posted(first.get()).seq()).isEqualTo(3);
            assertThat(TestLedger.posted(second.get()).seq()).isEqualTo(4);
            assertOnRecord(TestLedger.posted(first.get()));
        }
    }

    // Replicas

    /// A commit waits for the replicas that the database was told to wait for. An operator who ends that wait, and a
    /// database that ends the session, must not make a payment out of what only one disk has.
    @Test
    void commitThatNoReplicaHasConfirmedIsNotAcknowledged() throws Exception {
        FutureTask<TransferOutcome> payment;
        hand.execute("CREATE TABLE probe (n BIGINT)");
        try {
            hand.execute("ALTER SYSTEM SET synchronous_standby_names = 'a_replica_that_is_away'");
            hand.execute("SELECT pg_reload_conf()");
            awaitReplication();
            payment = payment();
            awaitOtherWaiting();

            hand.execute("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE " + OWN);
            awaitOtherWaiting();
            assertThat(payment).isNotDone();

            hand.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE " + OWN);
            awaitOtherWaiting();
            assertThat(payment).isNotDone();
        } finally {
            hand.execute("ALTER SYSTEM RESET synchronous_standby_names");
            hand.execute("SELECT pg_reload_conf()");
        }

        assertOnRecord(TestLedger.posted(payment.get()));
    }

    private void assertNextPaymentStopsTheLedger(String why) {
        assertThatThrownBy(this::pay).isInstanceOf(LedgerException.class);
        assertThat(test.stop().join()).hasMessage(why);
    }

    /// Commits until one waits for a replica: the database takes its time to read a changed setting.
    private void awaitReplication() throws SQLException {
        Thread.ofVirtual().start(() -> {
            try (Connection probe = DriverManager.getConnection(url + "&ApplicationName=probe");
                    Statement statement = probe.createStatement()) {
                while (true) {
                    statement.execute("INSERT INTO probe VALUES (1)");
                }
            } catch (SQLException terminated) {
                // As it should be, in the end.
            }
        });
        String probe = "application_name = 'probe' AND wait_event = 'SyncRep'";
        await().until(() -> number("SELECT count(*) FROM pg_stat_activity WHERE " + probe) > 0);
        hand.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE " + probe);
    }

    private long waiting;

    /// Waits until another connection of the ledger waits for a replica than at the call before.
    private void awaitOtherWaiting() {
        await().until(() -> {
            long pid = number(
                    "SELECT coalesce(min(pid), 0) FROM pg_stat_activity WHERE " + OWN + " AND wait_event = 'SyncRep'");
            boolean other = pid != 0 && pid != waiting;
            waiting = other ? pid : waiting;
            return other;
        });
    }

    @ParameterizedTest
    @CsvSource({"off, on", "local, on", "remote_write, on", "on, on", "remote_apply, remote_apply"})
    void commitsWaitForTheReplicasWhateverTheDefaultIs(String setting, String used) throws SQLException {
        try (Connection connection = new PostgresConnections(
                                url + "&options=-c%20synchronous_commit=" + setting, Optional.empty())
                        .openWriter();
                Statement statement = connection.createStatement()) {
            assertThat(setting(statement, "synchronous_commit")).isEqualTo(used);
        }
    }

    @Test
    void databaseThatHasLostCommittedTransfersStopsTheServer() throws SQLException {
        pay();
        SavedTables before = SavedTables.of(url);
        pay();
        proxy.cutAll();
        before.restore();

        assertNextPaymentStopsTheLedger(
                "the database has lost committed transfers: it ends at 2, and another transfer 3 was durable");
    }

    /// The others have not seen what was lost, and have gone on.
    @Test
    void databaseThatHasLostTransfersAndGoneOnStopsTheServer() throws SQLException {
        SavedTables before = SavedTables.of(url);
        pay();
        proxy.cutAll();
        before.restore();
        try (TestLedger other = new TestLedger(() -> PostgresStore.open(url, Optional.empty(), LEDGER))) {
            other.pay(other.account("Joanne"), "2", other.account("Lily"));
            other.pay(other.account("Joanne"), "2", other.account("Lily"));
        }

        assertNextPaymentStopsTheLedger(
                "the database has lost committed transfers: it ends at 3, and another transfer 2 was durable");
    }

    /// A payer's order, as the tests above see it: it expires in ten minutes of the test's clock, which stands still.
    @Test
    void orderInDoubtThatIsNotOnRecordIsDecidedByTheRulesAnew() throws Exception {
        PaymentOrder order = test.order(joanne, "7", lily);
        Transfer transfer = test.transfer(joanne, lily, order);
        hand.execute("BEGIN; SELECT holder FROM chain_lock FOR UPDATE");
        FutureTask<TransferOutcome> payment = payment(transfer);
        awaitWaiting("Lock/%");
        proxy.goDownAt("COMMIT", Cut.BEFORE_IT_ARRIVES);
        hand.execute("COMMIT");
        await().until(() -> proxy.refused() > 0);
        try (TestLedger other = new TestLedger(() -> PostgresStore.open(url, Optional.empty(), LEDGER))) {
            other.pay(other.account("Joanne"), "8", other.account("Lily"));
        }
        proxy.comeUp();

        assertThat(payment.get()).isEqualTo(new TransferOutcome.Rejected(Rejection.INSUFFICIENT));
        assertThat(test.balance(joanne)).isEqualTo("2");
    }
}
