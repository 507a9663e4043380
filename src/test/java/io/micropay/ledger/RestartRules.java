package io.micropay.ledger;

import static io.micropay.ledger.TestLedger.keyHash;
import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.money.PaymentId;
import io.micropay.money.PaymentOrder;
import io.micropay.money.UtcDay;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/// What a ledger knows after it was closed and opened again: everything.
interface RestartRules {

    TestLedger test();

    @Test
    default void accountsAndBalancesSurvive() {
        Account joanne = test().open("Joanne", "10");
        Account lily = test().open("Lily", "0");
        test().pay(joanne, "3", lily);

        test().restart();

        assertThat(test().balance(test().account("Joanne"))).isEqualTo("7");
        assertThat(test().balance(test().account("Lily"))).isEqualTo("3");
        assertThat(test().ledger().accountOfKey(keyHash("key of Lily"))).containsSame(test().account("Lily"));
        assertThat(test().account("joanne").name()).hasToString("Joanne");
        assertThat(test().account("joanne").publicKey()).asString().isEqualTo("key of Joanne");
    }

    @Test
    default void repeatedTransferIsStillAnsweredTheSame() {
        Account joanne = test().open("Joanne", "10");
        Account lily = test().open("Lily", "0");
        PaymentOrder order = test().order(joanne, "3", lily);
        TransferOutcome first = test().commit(joanne, lily, order);

        test().restart();

        Account payer = test().account("Joanne");
        assertThat(test().commit(payer, test().account("Lily"), order)).isEqualTo(first);
        test().assertOnRecord(payer, order.id(), TestLedger.posted(first));
        assertThat(test().balance(payer)).isEqualTo("7");
    }

    @Test
    default void refusalsAndCancellationsSurvive() {
        Account joanne = test().open("Joanne", "10");
        Account lily = test().open("Lily", "0");
        PaymentId refused = test().refuse(joanne, "11", lily, Rejection.INSUFFICIENT);
        PaymentId cancelled = PaymentId.next();
        test().ledger().cancel(joanne, cancelled);

        test().restart();

        Account payer = test().account("Joanne");
        Account payee = test().account("Lily");
        assertThat(test().ledger().status(payee, payer, refused))
                .isEqualTo(new PaymentState.Refused(Rejection.INSUFFICIENT));
        assertThat(test().ledger().status(payer, payer, cancelled)).isEqualTo(new PaymentState.Cancelled());
    }

    /// A clock that was ahead is set right while no server runs: whoever audits the ledger later sees no payment to an
    /// account that was not opened yet, and none on a day that was settled.
    @Test
    default void clockGoesBackBehindNothingThatIsDated() {
        Account joanne = test().open("Joanne", "0");
        UtcDay day = new UtcDay(LocalDate.parse("2026-01-31"));
        test().clock().move(Duration.ofHours(14));
        test().ledger().days().settle(joanne, day.date(), new SettledDay(new byte[32], new byte[1]));
        test().clock().move(Duration.ofHours(-14));
        test().restart();
        assertThat(test().ledger().now()).isEqualTo(day.endMilli());

        test().clock().move(Duration.ofHours(14));
        test().open("Lily", "0");
        long opened = test().ledger().now();
        test().clock().move(Duration.ofHours(-14));
        test().restart();
        assertThat(test().ledger().now()).isEqualTo(opened);
    }

    @Test
    default void chainGoesOn() {
        Account joanne = test().open("Joanne", "10");
        Account lily = test().open("Lily", "0");
        PostedTransfer last = test().pay(joanne, "3", lily);

        test().restart();
        PostedTransfer next = test().pay(test().account("Lily"), "1", test().account("Joanne"));

        assertThat(next.seq()).isEqualTo(last.seq() + 1);
        assertThat(next.previousHash()).isEqualTo(last.chainHash());
    }

    @Test
    default void newAccountsGetNewNumbers() {
        Account joanne = test().open("Joanne", "10");

        test().restart();

        assertThat(test().open("Lily", "0").number()).isGreaterThan(joanne.number());
    }
}
