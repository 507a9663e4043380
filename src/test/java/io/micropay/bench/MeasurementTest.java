package io.micropay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MeasurementTest {

    private static final long MILLI = 1_000_000;

    private final Measurement measured = new Measurement();

    /// A loop whose one request began so late.
    private static Dispatch late(long millis) {
        Dispatch loop = new Dispatch(new Schedule.Open(1), 0, 1, 1, 0);
        loop.sent(0, millis * MILLI);
        loop.answered(0, (millis + 1) * MILLI, true);
        return loop;
    }

    @Test
    void runIsAsLateAsItsLatestLoop() {
        measured.add(List.of(late(30), late(700), late(20)));

        assertThat(measured.lagNanos()).isEqualTo(700 * MILLI);
        assertThat(measured.latencies().getTotalCount()).isEqualTo(3);
    }

    @Test
    void runThatKeepsUpIsNotLateForTheOneBefore() {
        measured.add(List.of(late(700)));
        measured.add(List.of(late(20), late(10)));

        assertThat(measured.lagNanos()).isEqualTo(20 * MILLI);
        assertThat(measured.latencies().getTotalCount()).isEqualTo(3);
    }
}
