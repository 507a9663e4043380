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

/// Connections at a server, measured as payments are: what an open loop never sends is told, and a server that is gone.
class HandshakeBenchIT {

    private static final Duration LONG = Duration.ofMinutes(10);

    @Test
    void whatIsDueAndNeverSentIsAnError() throws Exception {
        try (LyingServer server = LyingServer.start(Lie.NONE)) {
            Measurement measured = run(server.target(), new Schedule.Open(20_000), Duration.ofMillis(500))
                    .measured();

            assertThat(measured.meant()).isBetween(9_900L, 10_100L);
            assertThat(measured.unsent()).isPositive();
            assertThat(measured.errors()).isGreaterThanOrEqualTo(measured.unsent());
        }
    }

    @Test
    void serverThatIsGoneIsToldAtOnce() throws Exception {
        Target target;
        try (LyingServer server = LyingServer.start(Lie.NONE)) {
            target = server.target();
        }

        assertThatThrownBy(() -> run(target, new Schedule.Open(1), LONG))
                .asInstanceOf(type(BenchException.class))
                .returns(Trouble.UNAVAILABLE, BenchException::trouble)
                .extracting(BenchException::getMessage)
                .asString()
                .startsWith("nobody answers at " + target.address() + " any more: ");
    }

    private static BenchResult run(Target target, Schedule schedule, Duration time) throws Exception {
        BenchPlan plan =
                new BenchPlan(BenchMode.HANDSHAKES, schedule, new Extent.Time(time), 4, 4, KeyKind.P256, Duration.ZERO);
        return Bench.run(plan, target, Optional.empty(), new SilentDisplay(), cut -> () -> {});
    }
}
