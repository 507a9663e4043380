package io.micropay.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.micropay.bench.BenchException.Trouble;
import io.micropay.bench.BenchPlan.Extent;
import io.micropay.crypto.KeyKind;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Benches that somebody ends sooner.
@Timeout(60)
class CutShortIT {

    private static final Extent HOUR = new Extent.Time(Duration.ofHours(1));

    @ParameterizedTest
    @EnumSource(names = {"PAYMENTS", "LIST", "HANDSHAKES"})
    void whatWasMeasuredBeforeCounts(BenchMode mode) throws Exception {
        BenchResult result = run(mode, new Schedule.Closed(), HOUR, "running");

        assertThat(result.measured().isCutShort()).isTrue();
        assertThat(result.measured().attempts()).isPositive();
    }

    /// One visit in a quarter of an hour.
    @Test
    void whoeverWaitsForHisTurnWaitsNoLonger() throws Exception {
        BenchResult result = run(BenchMode.HANDSHAKES, new Schedule.Open(1.0 / 900), HOUR, "running");

        assertThat(result.measured().isCutShort()).isTrue();
        assertThat(result.measured().attempts()).isEqualTo(1);
    }

    @Test
    void whatWasMeasuredBeforeIsChecked() throws Exception {
        BenchResult result = run(BenchMode.PAYMENTS, new Schedule.Closed(), HOUR, "running");

        long made = result.measured().answers().getOrDefault(ProofCheck.PAID, 0L);
        BenchResult.Checks checks = result.checks().orElseThrow();
        assertThat(checks.acknowledged().payments()).isEqualTo(made);
        assertThat(checks.status()).isEqualTo(made);
    }

    /// Ten thousand were to be paid.
    @Test
    void whatWasNotDueBeforeIsNotMissing() throws Exception {
        BenchResult result =
                run(BenchMode.PAYMENTS, new Schedule.Open(500), new Extent.Time(Duration.ofSeconds(20)), "running");

        assertThat(result.measured().isCutShort()).isTrue();
        assertThat(result.measured().meant()).isLessThan(5_000);
    }

    @Test
    void interruptAtTheVeryEndCutsNothingShort() throws Exception {
        BenchResult result = run(BenchMode.PAYMENTS, new Schedule.Closed(), new Extent.Requests(50), "checking proofs");

        assertThat(result.measured().isCutShort()).isFalse();
        assertThat(result.measured().attempts()).isEqualTo(50);
    }

    @Test
    void whoIsInterruptedBeforeAnythingIsMeasuredHasNothingToTell() {
        assertThatThrownBy(() -> run(BenchMode.PAYMENTS, new Schedule.Closed(), HOUR, "signing"))
                .hasMessage("interrupted before anything was measured")
                .asInstanceOf(type(BenchException.class))
                .extracting(BenchException::trouble)
                .isEqualTo(Trouble.INTERRUPTED);
    }

    /// @param step in which it is interrupted, as soon as it advances
    private static BenchResult run(BenchMode mode, Schedule schedule, Extent whole, String step) throws Exception {
        BenchPlan plan = new BenchPlan(mode, schedule, whole, 4, 6, KeyKind.P256, Duration.ZERO);
        Impatience person = new Impatience(step);
        try (LyingServer server = LyingServer.start(Lie.NONE)) {
            return Bench.run(plan, server.target(), Optional.empty(), person, person);
        }
    }

    /// Somebody who watches, and has seen enough as soon as a step advances.
    private static final class Impatience implements Display, Interrupts {

        private final String step;
        private volatile Runnable interrupt = () -> {};

        Impatience(String step) {
            this.step = step;
        }

        @Override
        public Heed heed(Runnable cut) {
            interrupt = cut;
            return () -> interrupt = () -> {};
        }

        @Override
        public Step begin(String what, long all) {
            return new Step() {
                @Override
                public void advance(int count) {
                    if (count > 0 && what.equals(step)) {
                        interrupt.run();
                    }
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public Step begin(String what, Duration time) {
            return begin(what, 0);
        }
    }
}
