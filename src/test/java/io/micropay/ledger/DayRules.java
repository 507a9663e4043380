package io.micropay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.money.AccountName;
import io.micropay.money.PaymentId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// What was paid on a day, and which file settles it.
interface DayRules {

    /// Two days before the test's own.
    LocalDate DAY = LocalDate.parse("2026-01-29");

    byte[] ONE = hash(1);
    byte[] OTHER = hash(2);

    TestLedger test();

    private static byte[] hash(int start) {
        byte[] hash = new byte[32];
        hash[0] = (byte) start;
        return hash;
    }

    private static SettledDay day(byte[] fileHash, String report) {
        return new SettledDay(fileHash, report.getBytes(StandardCharsets.UTF_8));
    }

    private Days days() {
        return test().ledger().days();
    }

    private static void assertReport(DayState state, String report) {
        assertThat(state).isInstanceOf(DayState.Settled.class);
        assertThat(((DayState.Settled) state).day().report()).asString().isEqualTo(report);
    }

    @Test
    default void firstFileSettlesDayForGood() {
        Account lily = test().open("Lily", "0");
        assertThat(days().state(lily, DAY, ONE)).isEqualTo(new DayState.Open());

        assertReport(days().settle(lily, DAY, day(ONE, "report")), "report");

        assertReport(days().settle(lily, DAY, day(ONE, "made again")), "report");
        assertThat(days().settle(lily, DAY, day(OTHER, "another"))).isEqualTo(new DayState.SettledOtherwise());
        assertReport(days().state(lily, DAY, ONE), "report");
        assertThat(days().state(lily, DAY, OTHER)).isEqualTo(new DayState.SettledOtherwise());
        test().restart();
        assertReport(days().state(test().account("Lily"), DAY, ONE), "report");
        assertThat(days().settle(test().account("Lily"), DAY, day(OTHER, "another")))
                .isEqualTo(new DayState.SettledOtherwise());
    }

    @Test
    default void dayIsSettledWhenItIsOverAndNoSooner() {
        LocalDate today = DAY.plusDays(2);
        Account lily = test().open("Lily", "0");
        test().clock().move(Duration.ofHours(12).minusMillis(1));

        assertThat(days().state(lily, today, ONE)).isEqualTo(new DayState.NotOver());
        assertThat(days().settle(lily, today, day(ONE, "too early"))).isEqualTo(new DayState.NotOver());

        test().clock().move(Duration.ofMillis(1));
        assertThat(days().state(lily, today, ONE)).isEqualTo(new DayState.Open());
        assertReport(days().settle(lily, today, day(ONE, "report")), "report");
    }

    @Test
    default void daysAndMerchantsAreSettledApart() {
        Account lily = test().open("Lily", "0");
        Account mel = test().open("Mel", "0");

        assertReport(days().settle(lily, DAY, day(ONE, "Lily's")), "Lily's");

        assertThat(days().state(mel, DAY, ONE)).isEqualTo(new DayState.Open());
        assertThat(days().state(lily, DAY.plusDays(1), ONE)).isEqualTo(new DayState.Open());
        assertReport(days().settle(mel, DAY, day(OTHER, "Mel's")), "Mel's");
        assertReport(days().settle(lily, DAY.plusDays(1), day(OTHER, "next")), "next");
        assertReport(days().state(lily, DAY, ONE), "Lily's");
    }

    @Test
    default void ofTwoFilesInOneBatchOneCounts() {
        Account lily = test().open("Lily", "0");

        List<DayState> states = test().inOneBatch(List.<Supplier<DayState>>of(
                () -> days().settle(lily, DAY, day(ONE, "first")),
                () -> days().settle(lily, DAY, day(OTHER, "second")),
                () -> days().settle(lily, DAY, day(ONE, "first again"))));

        assertReport(states.get(0), "first");
        assertThat(states.get(1)).isEqualTo(new DayState.SettledOtherwise());
        assertReport(states.get(2), "first");
    }

    @Test
    default void paymentsOfDayAreThoseBetweenItsFirstNumbers() {
        long midnight = Duration.ofHours(12).toMillis() + test().clock().millis();
        Account joanne = test().open("Joanne", "1000");
        Account lily = test().open("Lily", "0");
        test().clock().move(Duration.ofHours(12).minusMillis(1));
        PostedTransfer last = test().pay(joanne, "1", lily);
        test().clock().move(Duration.ofMillis(1));
        PostedTransfer first = test().pay(joanne, "2", lily);
        PostedTransfer second = test().pay(lily, "0.5", joanne);

        assertThat(days().firstSince(midnight)).isEqualTo(first.seq());
        assertThat(days().firstSince(midnight - 1)).isEqualTo(last.seq());
        assertThat(days().firstSince(midnight + 1)).isEqualTo(second.seq() + 1);
        assertThat(days().firstSince(0)).isEqualTo(1);
        assertThat(days().payments(lily.number(), second.seq() + 1, 2))
                .extracting(payment -> payment.paid().amount().toString())
                .containsExactly("0.5", "2");
        assertThat(days().payments(lily.number(), first.seq(), 9))
                .extracting(payment -> payment.committedAt().toString())
                .containsExactly("2026-01-31T23:59:59.999Z");
    }

    @Test
    default void paymentsOfDayAreThoseOfHistory() {
        Account joanne = test().open("Joanne", "1000");
        Account lily = test().open("Lily", "0");
        for (int i = 0; i < 3 * BatchChanges.TRANSFERS_PER_MARK; i++) {
            test().pay(joanne, "1", lily);
        }

        List<DayPayment> payments = new ArrayList<>();
        long before = days().firstSince(Long.MAX_VALUE);
        List<DayPayment> page = days().payments(lily.number(), before, 50);
        while (!page.isEmpty()) {
            payments.addAll(page);
            page = days().payments(lily.number(), page.getLast().seq(), 50);
        }

        assertThat(payments)
                .extracting(DayPayment::seq)
                .isEqualTo(test().ledger().history(lily, 0, 1000).stream()
                        .map(PostedTransfer::seq)
                        .toList());
        assertThat(days().payments(joanne.number(), 2, 9))
                .extracting(payment -> payment.paid().payer())
                .containsExactly(AccountName.TREASURY);
        PaymentId id = payments.getFirst().paid().id();
        assertThat(days().seq(joanne.number(), id)).hasValue(payments.getFirst().seq());
        assertThat(days().seq(lily.number(), id)).isEmpty();
    }
}
