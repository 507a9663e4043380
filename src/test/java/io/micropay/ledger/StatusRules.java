package io.micropay.ledger;

import static io.micropay.ledger.TestLedger.posted;
import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.money.PaymentId;
import io.micropay.money.PaymentOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What STATUS says, and to whom.
interface StatusRules {

    TestLedger test();

    private PaymentState status(Account asker, Account payer, PaymentId id) {
        return test().ledger().status(asker, payer, id);
    }

    @Test
    default void unknownPaymentWasNeverSeen() {
        Account joanne = test().open("Joanne", "10");

        assertThat(status(joanne, joanne, PaymentId.next())).isEqualTo(new PaymentState.NeverSeen());
    }

    @Test
    default void bothSidesSeeTheCommitment() {
        Account joanne = test().open("Joanne", "10");
        Account lily = test().open("Lily", "0");
        PaymentOrder order = test().order(joanne, "1", lily);
        PostedTransfer posted = posted(test().commit(joanne, lily, order));

        assertThat(status(joanne, joanne, order.id())).isEqualTo(new PaymentState.Committed(posted));
        assertThat(status(lily, joanne, order.id())).isEqualTo(new PaymentState.Committed(posted));
    }

    @Test
    default void bothSidesSeeTheRefusal() {
        Account joanne = test().open("Joanne", "10");
        Account lily = test().open("Lily", "0");
        PaymentId id = test().refuse(joanne, "11", lily, Rejection.INSUFFICIENT);

        assertThat(status(joanne, joanne, id)).isEqualTo(new PaymentState.Refused(Rejection.INSUFFICIENT));
        assertThat(status(lily, joanne, id)).isEqualTo(new PaymentState.Refused(Rejection.INSUFFICIENT));
    }

    @Test
    default void onlyThePayerSeesTheCancellation() {
        Account joanne = test().open("Joanne", "10");
        Account lily = test().open("Lily", "0");
        PaymentId id = PaymentId.next();
        test().ledger().cancel(joanne, id);

        assertThat(status(joanne, joanne, id)).isEqualTo(new PaymentState.Cancelled());
        assertThat(status(lily, joanne, id)).isEqualTo(new PaymentState.NeverSeen());
    }

    @Test
    default void othersSeeNothing() {
        Account joanne = test().open("Joanne", "10");
        Account lily = test().open("Lily", "0");
        Account max = test().open("Max", "0");
        PaymentOrder committed = test().order(joanne, "1", lily);
        test().commit(joanne, lily, committed);
        PaymentId refused = test().refuse(joanne, "11", lily, Rejection.INSUFFICIENT);

        assertThat(status(max, joanne, committed.id())).isEqualTo(new PaymentState.NeverSeen());
        assertThat(status(max, joanne, refused)).isEqualTo(new PaymentState.NeverSeen());
        assertThat(status(max, max, committed.id())).isEqualTo(new PaymentState.NeverSeen());
    }

    @Test
    default void payeeKeepsTheRefusalOfACancelledPayment() {
        Account joanne = test().open("Joanne", "10");
        Account lily = test().open("Lily", "0");
        PaymentId id = test().refuse(joanne, "11", lily, Rejection.INSUFFICIENT);
        test().ledger().cancel(joanne, id);

        assertThat(status(joanne, joanne, id)).isEqualTo(new PaymentState.Cancelled());
        assertThat(status(lily, joanne, id)).isEqualTo(new PaymentState.Refused(Rejection.INSUFFICIENT));
    }

    @Test
    default void commitReplacesTheRefusal() {
        Account joanne = test().open("Joanne", "10");
        Account lily = test().open("Lily", "5");
        PaymentOrder order = test().order(joanne, "12", lily);
        test().commit(joanne, lily, order);
        test().pay(lily, "2", joanne);

        PostedTransfer posted = posted(test().commit(joanne, lily, order));

        assertThat(status(joanne, joanne, order.id())).isEqualTo(new PaymentState.Committed(posted));
        test().restart();
        assertThat(status(test().account("Lily"), test().account("Joanne"), order.id()))
                .isEqualTo(new PaymentState.Committed(posted));
    }

    @Test
    default void refusalIsNotRememberedOverACommit() {
        Account joanne = test().open("Joanne", "10");
        Account lily = test().open("Lily", "0");
        PaymentOrder order = test().order(joanne, "1", lily);
        PostedTransfer posted = posted(test().commit(joanne, lily, order));
        test().commit(joanne, lily, test().order(joanne, "100", lily, order.id()));

        assertThat(status(joanne, joanne, order.id())).isEqualTo(new PaymentState.Committed(posted));
    }

    @Test
    default void latestRefusalCounts() {
        Account joanne = test().open("Joanne", "10");
        Account lily = test().open("Lily", "0");
        PaymentOrder order = test().order(joanne, "11", lily);
        test().commit(joanne, lily, order);
        test().clock().move(Duration.ofHours(1));
        test().commit(joanne, lily, order);

        assertThat(status(lily, joanne, order.id())).isEqualTo(new PaymentState.Refused(Rejection.EXPIRED));
    }

    @Test
    default void refusalIsForgottenAfterADay() {
        Account joanne = test().open("Joanne", "10");
        Account lily = test().open("Lily", "0");
        PaymentId id = test().refuse(joanne, "11", lily, Rejection.INSUFFICIENT);

        test().clock().move(Duration.ofDays(1).minusMillis(1));
        assertThat(status(joanne, joanne, id)).isEqualTo(new PaymentState.Refused(Rejection.INSUFFICIENT));
        test().clock().move(Duration.ofMillis(1));
        assertThat(status(joanne, joanne, id)).isEqualTo(new PaymentState.NeverSeen());
    }

    @Test
    default void oldestRefusalsOfAPayerGoFirst() {
        test().restart(new LedgerLimits(10, 10, TestLedger.amount("10"), 3, Duration.ofDays(1)));
        Account joanne = test().open("Joanne", "10");
        Account lily = test().open("Lily", "0");
        PaymentId ofAnother = test().refuse(lily, "11", joanne, Rejection.INSUFFICIENT);
        List<PaymentId> ids = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ids.add(test().refuse(joanne, "11", lily, Rejection.INSUFFICIENT));
            test().clock().move(Duration.ofMillis(1));
        }

        assertThat(status(joanne, joanne, ids.get(0))).isEqualTo(new PaymentState.NeverSeen());
        assertThat(ids.subList(1, 4))
                .allSatisfy(id -> assertThat(status(joanne, joanne, id))
                        .isEqualTo(new PaymentState.Refused(Rejection.INSUFFICIENT)));
        assertThat(status(lily, lily, ofAnother)).isEqualTo(new PaymentState.Refused(Rejection.INSUFFICIENT));
    }

    @Test
    default void statusStandsBehindWhatIsDecidedBefore() {
        Account joanne = test().open("Joanne", "10");
        Account lily = test().open("Lily", "0");
        PaymentOrder order = test().order(joanne, "1", lily);
        PaymentOrder refused = test().order(joanne, "11", lily);

        List<Object> outcomes = test().inOneBatch(List.of(
                () -> status(joanne, joanne, order.id()),
                () -> test().commit(joanne, lily, order),
                () -> status(joanne, joanne, order.id()),
                () -> test().commit(joanne, lily, refused),
                () -> status(lily, joanne, refused.id())));

        assertThat(outcomes.get(0)).isEqualTo(new PaymentState.NeverSeen());
        assertThat(outcomes.get(2)).isEqualTo(new PaymentState.Committed(posted((TransferOutcome) outcomes.get(1))));
        assertThat(outcomes.get(4)).isEqualTo(new PaymentState.Refused(Rejection.INSUFFICIENT));
    }
}
