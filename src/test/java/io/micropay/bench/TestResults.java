package io.micropay.bench;

import io.micropay.bench.BenchPlan.Extent;
import io.micropay.bench.BenchResult.Checks;
import io.micropay.crypto.KeyKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Results that no bench has measured.
final class TestResults {

    private TestResults() {}

    static BenchResult payments(Measurement measured) {
        return result(BenchMode.PAYMENTS, new Schedule.Closed(), measured);
    }

    static BenchResult result(BenchMode mode, Schedule schedule, Measurement measured) {
        BenchPlan plan = new BenchPlan(
                mode,
                schedule,
                new Extent.Time(Duration.ofSeconds(2)),
                16,
                1_000,
                KeyKind.P256,
                Duration.ofMillis(1_500));
        Optional<Checks> checks = mode == BenchMode.PAYMENTS
                ? Optional.of(new Checks(new Acknowledged(2_000, 100, 0, Optional.empty()), 1_500, 216, 1_000))
                : Optional.empty();
        return BenchResult.of(plan, Instant.parse("2026-11-20T12:09:08.123Z"), measured, checks);
    }
}
