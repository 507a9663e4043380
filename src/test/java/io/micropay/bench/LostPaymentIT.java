package io.micropay.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.micropay.bench.BenchException.Trouble;
import io.micropay.bench.BenchPlan.Extent;
import io.micropay.bench.BenchResult.Checks;
import io.micropay.crypto.KeyKind;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LostPaymentIT {

    private static final int PAYMENTS = 100;

    @Test
    void benchOfAnHonestServerPasses() throws Exception {
        BenchResult result = run(Lie.NONE);

        Checks checks = result.checks().orElseThrow();
        assertThat(checks)
                .isEqualTo(new Checks(
                        new Acknowledged(PAYMENTS, 6, 0, checks.acknowledged().last()), PAYMENTS, 6, 6));
        assertThat(checks.acknowledged().last().orElseThrow().seq()).isEqualTo(PAYMENTS);
        assertThat(result.measured().answers()).isEqualTo(Map.of("TRANS OK", (long) PAYMENTS));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            FALSE_PROOF   | 1 of 100 answers are not true; the proof of [0-9a-f-]{36} is not true: .*
            SAME_NUMBER   | 1 of 100 answers are not true; two payments have the number 20 in the ledger
            LOST_PAYMENT  | payment [0-9a-f-]{36} was acknowledged and is lost: STATUS says NEVER_SEEN
            CHANGED_PROOF | payment [0-9a-f-]{36} was acknowledged and is lost: STATUS says COMMITTED#.*
            WRONG_BALANCE | balances do not add up: 1 of 6 are wrong; the balance of b[a-z2-7]{5}-[0-5] is .*
            """)
    void benchOfAServerThatLiesFails(Lie lie, String message) {
        assertThatThrownBy(() -> run(lie))
                .isInstanceOf(BenchException.class)
                .message()
                .matches(message);
        assertThatThrownBy(() -> run(lie))
                .asInstanceOf(type(BenchException.class))
                .extracting(BenchException::trouble)
                .isEqualTo(Trouble.LOST);
    }

    @Test
    void paymentThatWasMadeWhileTheServerWasBusyIsFoundAndBooked() throws Exception {
        BenchResult result = run(Lie.BUSY_ALTHOUGH_PAID);

        assertThat(result.measured().answers()).isEqualTo(Map.of("TRANS OK", PAYMENTS - 1L, "BUSY", 1L));
        assertThat(result.checks().orElseThrow().acknowledged())
                .returns((long) PAYMENTS, Acknowledged::payments)
                .returns(0L, Acknowledged::undecided);
    }

    @Test
    void serverThatIsBusyIsAskedAgainAndHasLostNothing() throws Exception {
        BenchResult result = run(Lie.BUSY_WHEN_ASKED);

        assertThat(result.checks().orElseThrow())
                .returns((long) PAYMENTS, Checks::status)
                .extracting(Checks::acknowledged)
                .returns((long) PAYMENTS, Acknowledged::payments);
    }

    @Test
    void paymentThatWasMadeAsItsConnectionBrokeIsFoundAndBooked() {
        assertThatThrownBy(() -> run(Lie.SILENT_ALTHOUGH_PAID))
                .asInstanceOf(type(BenchException.class))
                .satisfies(failure -> {
                    assertThat(failure.trouble()).isEqualTo(Trouble.UNAVAILABLE);
                    assertThat(failure).hasMessageStartingWith("1 of 4 connections were lost: ");
                    assertThat(failure.hint().orElseThrow())
                            .matches("what the server had acknowledged is there: [0-9]+ payments");
                });
    }

    private static BenchResult run(Lie lie) throws Exception {
        BenchPlan plan = new BenchPlan(
                BenchMode.PAYMENTS,
                new Schedule.Closed(),
                new Extent.Requests(PAYMENTS),
                4,
                6,
                KeyKind.P256,
                Duration.ZERO);
        try (LyingServer server = LyingServer.start(lie)) {
            return Bench.run(plan, server.target(), Optional.empty(), new SilentDisplay(), cut -> () -> {});
        }
    }
}
