package io.micropay.ledger;

import static io.micropay.ledger.TestLedger.posted;
import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.money.PaymentId;
import io.micropay.money.PaymentOrder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What CANCEL does.
interface CancellationRules {

    TestLedger test();

    private Cancellation cancel(Account payer, PaymentId id) {
        return test().ledger().cancel(payer, id);
    }

    @Test
    default void cancelledPaymentIsNeverCommitted() {
        Account joanne = test().open("Joanne", "10");
        Account lily = test().open("Lily", "0");
        PaymentOrder order = test().order(joanne, "1", lily);

        assertThat(cancel(joanne, order.id())).isEqualTo(new Cancellation.Cancelled());

        assertThat(test().commit(joanne, lily, order)).isEqualTo(new TransferOutcome.Rejected(Rejection.CANCELLED));
        test().restart();
        assertThat(test().commit(test().account("Joanne"), test().account("Lily"), order))
                .isEqualTo(new TransferOutcome.Rejected(Rejection.CANCELLED));
        assertThat(test().balance(test().account("Joanne"))).isEqualTo("10");
    }

    @Test
    default void committedPaymentIsNotCancelled() {
        Account joanne = test().open("Joanne", "10");
        Account lily = test().open("Lily", "0");
        PaymentOrder order = test().order(joanne, "1", lily);
        PostedTransfer posted = posted(test().commit(joanne, lily, order));

        assertThat(cancel(joanne, order.id())).isEqualTo(new Cancellation.Committed(posted));
    }

    @Test
    default void cancellationIsOfThePayersOwnPayment() {
        Account joanne = test().open("Joanne", "10");
        Account lily = test().open("Lily", "10");
        PaymentOrder order = test().order(joanne, "1", lily);

        assertThat(cancel(lily, order.id())).isEqualTo(new Cancellation.Cancelled());

        assertThat(test().commit(joanne, lily, order)).isInstanceOf(TransferOutcome.Posted.class);
    }

    @Test
    default void refusedPaymentCanBeCancelled() {
        Account joanne = test().open("Joanne", "10");
        Account lily = test().open("Lily", "10");
        PaymentOrder order = test().order(joanne, "11", lily);
        test().commit(joanne, lily, order);
        test().pay(lily, "5", joanne);

        assertThat(cancel(joanne, order.id())).isEqualTo(new Cancellation.Cancelled());
        assertThat(test().commit(joanne, lily, order)).isEqualTo(new TransferOutcome.Rejected(Rejection.CANCELLED));
    }

    @Test
    default void cancellationsBeyondTheLimitAreBusy() {
        test().restart(new LedgerLimits(10, 10, TestLedger.amount("10"), 2, Duration.ofDays(1)));
        Account joanne = test().open("Joanne", "10");
        Account lily = test().open("Lily", "10");
        PaymentId first = PaymentId.next();

        assertThat(cancel(joanne, first)).isEqualTo(new Cancellation.Cancelled());
        test().clock().move(Duration.ofHours(1));
        assertThat(cancel(joanne, PaymentId.next())).isEqualTo(new Cancellation.Cancelled());
        assertThat(cancel(joanne, PaymentId.next())).isEqualTo(new Cancellation.Busy());
        assertThat(cancel(joanne, first)).isEqualTo(new Cancellation.Cancelled());
        assertThat(cancel(lily, PaymentId.next())).isEqualTo(new Cancellation.Cancelled());

        test().clock().move(Duration.ofHours(23));
        assertThat(cancel(joanne, PaymentId.next())).isEqualTo(new Cancellation.Cancelled());
        assertThat(cancel(joanne, PaymentId.next())).isEqualTo(new Cancellation.Busy());
    }

    @Test
    default void limitHoldsWithinABatch() {
        test().restart(new LedgerLimits(10, 10, TestLedger.amount("10"), 2, Duration.ofDays(1)));
        Account joanne = test().open("Joanne", "10");
        PaymentId first = PaymentId.next();
        PaymentId second = PaymentId.next();

        List<Cancellation> outcomes = test().inOneBatch(List.of(
                () -> cancel(joanne, first),
                () -> cancel(joanne, first),
                () -> cancel(joanne, second),
                () -> cancel(joanne, PaymentId.next())));

        assertThat(outcomes)
                .containsExactly(
                        new Cancellation.Cancelled(),
                        new Cancellation.Cancelled(),
                        new Cancellation.Cancelled(),
                        new Cancellation.Busy());
    }

    @Test
    default void cancellationIsForgottenAfterADay() {
        Account joanne = test().open("Joanne", "10");
        PaymentId id = PaymentId.next();
        cancel(joanne, id);

        test().clock().move(Duration.ofDays(1).minusMillis(1));
        assertThat(test().ledger().status(joanne, joanne, id)).isEqualTo(new PaymentState.Cancelled());
        test().clock().move(Duration.ofMillis(1));
        assertThat(test().ledger().status(joanne, joanne, id)).isEqualTo(new PaymentState.NeverSeen());
    }

    @Test
    default void orderOfArrivalDecidesWithinABatch() {
        Account joanne = test().open("Joanne", "10");
        Account lily = test().open("Lily", "0");
        PaymentOrder early = test().order(joanne, "1", lily);
        PaymentOrder late = test().order(joanne, "2", lily);

        List<Object> outcomes = test().inOneBatch(List.of(
                () -> cancel(joanne, early.id()),
                () -> test().commit(joanne, lily, early),
                () -> test().commit(joanne, lily, late),
                () -> cancel(joanne, late.id())));

        assertThat(outcomes.get(0)).isEqualTo(new Cancellation.Cancelled());
        assertThat(outcomes.get(1)).isEqualTo(new TransferOutcome.Rejected(Rejection.CANCELLED));
        assertThat(outcomes.get(3)).isEqualTo(new Cancellation.Committed(posted((TransferOutcome) outcomes.get(2))));
    }
}
