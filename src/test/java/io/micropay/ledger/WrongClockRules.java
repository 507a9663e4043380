package io.micropay.ledger;

import static io.micropay.ledger.TestLedger.posted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micropay.money.PaymentId;
import io.micropay.money.PaymentOrder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// What a ledger does while somebody knows that its clock is wrong.
interface WrongClockRules {

    TestLedger test();

    @Test
    default void nothingIsDecidedByAClockThatIsKnownToBeWrong() {
        assumeFalse(test().isShared(), "the clock is this process's");
        AtomicBoolean wrong = new AtomicBoolean();
        test().ledger().distrustClockWhile(wrong::get);
        Account joanne = test().open("Joanne", "10");
        Account lily = test().open("Lily", "0");
        PaymentOrder order = test().order(joanne, "1", lily);

        wrong.set(true);

        List<ThrowingCallable> commands = List.of(
                () -> test().commit(joanne, lily, order),
                () -> test().ledger().status(joanne, joanne, order.id()),
                () -> test().ledger().cancel(joanne, PaymentId.next()),
                () -> test().register("Gustavo", "key of Gustavo", "0"),
                () -> test().ledger().shops().open(joanne, true));
        assertThat(commands).allSatisfy(command -> assertThatThrownBy(command).isInstanceOf(ClockWrongException.class));
        assertThat(test().balance(joanne)).isEqualTo("10");

        wrong.set(false);

        assertThat(test().ledger().status(joanne, joanne, order.id())).isEqualTo(new PaymentState.NeverSeen());
        posted(test().commit(joanne, lily, order));
    }

    /// It was judged when the clock was right.
    @Test
    default void whatIsOnRecordIsFoundByAWrongClockToo() {
        assumeFalse(test().isShared(), "the clock is this process's");
        Account joanne = test().open("Joanne", "10");
        Account lily = test().open("Lily", "0");
        PaymentOrder order = test().order(joanne, "1", lily);
        PostedTransfer transfer = posted(test().commit(joanne, lily, order));

        test().ledger().distrustClockWhile(() -> true);

        assertThat(test().ledger().find(joanne, order.id())).contains(transfer);
        assertThat(test().ledger().history(joanne, 0, 1)).containsExactly(transfer);
    }

    /// Whoever asks for the time while it is wrong must not have it kept: the ledger's clock never goes back.
    @Test
    default void wrongTimeIsNotKeptAndDatesNothing() {
        assumeFalse(test().isShared(), "the clock is this process's");
        AtomicBoolean wrong = new AtomicBoolean();
        test().ledger().distrustClockWhile(wrong::get);
        Account joanne = test().open("Joanne", "10");
        Account lily = test().open("Lily", "0");
        long before = test().ledger().now();

        wrong.set(true);
        test().clock().move(Duration.ofDays(1));
        assertThat(test().ledger().now())
                .as("who connects is not to take the server for one of another time")
                .isEqualTo(before + Duration.ofDays(1).toMillis());
        test().clock().move(Duration.ofDays(-1));
        wrong.set(false);

        test().pay(joanne, "1", lily);
        assertThat(test().ledger().now())
                .isLessThan(before + Duration.ofHours(1).toMillis());
    }

    @Test
    default void ownClockOfAServerDecidesNothingInASharedLedger() {
        assumeTrue(test().isShared(), "the clock is the database's");
        Account joanne = test().open("Joanne", "10");
        Account lily = test().open("Lily", "0");

        test().ledger().distrustClockWhile(() -> true);

        test().pay(joanne, "1", lily);
    }
}
