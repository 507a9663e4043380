package io.micropay.ledger;

import static io.micropay.ledger.TestLedger.posted;
import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.money.Amount;
import io.micropay.money.PaymentId;
import io.micropay.money.PaymentOrder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// When a transfer comes too late or too early, the clock of `committed at`, and which refusal comes first.
interface ExpiryRules {

    TestLedger test();

    private TransferOutcome commitExpiring(Duration expiry) {
        Account joanne = test().open("Joanne", "10");
        Account lily = test().open("Lily", "0");
        return test().commit(joanne, lily, test().order(joanne, "1", lily, PaymentId.next(), expiry));
    }

    @Test
    default void orderIsAcceptedForThirtySecondsAfterItExpires() {
        assertThat(commitExpiring(Duration.ofSeconds(-30))).isInstanceOf(TransferOutcome.Posted.class);
    }

    @Test
    default void orderThatExpiredLongerAgoIsRefused() {
        assertThat(commitExpiring(Duration.ofMillis(-30_001)))
                .isEqualTo(new TransferOutcome.Rejected(Rejection.EXPIRED));
    }

    @Test
    default void orderMayExpireFifteenMinutesAndAHalfAhead() {
        assertThat(commitExpiring(Duration.ofSeconds(15 * 60 + 30))).isInstanceOf(TransferOutcome.Posted.class);
    }

    @Test
    default void orderThatExpiresFurtherAheadIsRefused() {
        assertThat(commitExpiring(Duration.ofMillis(15 * 60_000 + 30_001)))
                .isEqualTo(new TransferOutcome.Rejected(Rejection.EXPIRED));
    }

    @Test
    default void repetitionIsAnsweredEvenAfterExpiry() {
        Account joanne = test().open("Joanne", "10");
        Account lily = test().open("Lily", "0");
        PaymentOrder order = test().order(joanne, "1", lily);
        PostedTransfer first = posted(test().commit(joanne, lily, order));
        PaymentOrder reused = test().order(joanne, "2", lily, order.id());

        test().clock().move(Duration.ofDays(400));

        assertThat(posted(test().commit(joanne, lily, order))).isEqualTo(first);
        assertThat(test().commit(joanne, lily, reused)).isEqualTo(new TransferOutcome.Rejected(Rejection.ID_REUSED));
    }

    @Test
    default void cancellationComesBeforeExpiry() {
        Account joanne = test().open("Joanne", "10");
        Account lily = test().open("Lily", "0");
        PaymentOrder order = test().order(joanne, "1", lily);
        test().ledger().cancel(joanne, order.id());

        test().clock().move(Duration.ofHours(1));

        assertThat(test().commit(joanne, lily, order)).isEqualTo(new TransferOutcome.Rejected(Rejection.CANCELLED));
    }

    @Test
    default void expiryComesBeforeFundsAndFundsBeforeTheLimit() {
        test().restart(LedgerLimits.standard(Amount.MAX));
        Account joanne = test().open("Joanne", "10");
        Account rich = test().open("Rich", "999999999999.999999");
        PaymentOrder order = test().order(joanne, "11", rich);

        assertThat(test().commit(joanne, rich, order)).isEqualTo(new TransferOutcome.Rejected(Rejection.INSUFFICIENT));
        test().clock().move(Duration.ofHours(1));
        assertThat(test().commit(joanne, rich, order)).isEqualTo(new TransferOutcome.Rejected(Rejection.EXPIRED));
    }

    @Test
    default void committedAtNeverDecreases() {
        Account joanne = test().open("Joanne", "10");
        Account lily = test().open("Lily", "0");
        long before = test().ledger().now();
        PaymentOrder order = test().order(joanne, "1", lily);

        test().clock().move(Duration.ofMinutes(-5));

        assertThat(test().ledger().now()).isEqualTo(before);
        assertThat(posted(test().commit(joanne, lily, order)).record()).contains("#2026-01-31T12:00:00.000Z#");
        test().restart();
        assertThat(test().ledger().now()).isEqualTo(before);
    }

    @Test
    default void clockAdvancesWithTheWall() {
        long before = test().ledger().now();

        test().clock().move(Duration.ofMillis(1));

        assertThat(test().ledger().now()).isEqualTo(before + 1);
    }
}
