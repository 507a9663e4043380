package io.micropay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// For how long the generator of an open loop sleeps before a request that is due soon.
class LoadLoopTest {

    private static final long MICRO = TimeUnit.MICROSECONDS.toNanos(1);

    @Test
    void whatIsDueSeldomLeavesWhenItIsDue() {
        assertThat(LoadLoop.pause(400 * MICRO, 600 * MICRO)).isEqualTo(400 * MICRO);
        assertThat(LoadLoop.pause(1, 500 * MICRO)).isEqualTo(1);
    }

    @Test
    void requestsOfOneTickLeaveTogether() {
        assertThat(LoadLoop.pause(100 * MICRO, 0)).isEqualTo(500 * MICRO);
        assertThat(LoadLoop.pause(100 * MICRO, 300 * MICRO)).isEqualTo(200 * MICRO);
        assertThat(LoadLoop.pause(100 * MICRO, 450 * MICRO)).isEqualTo(100 * MICRO);
    }

    @Test
    void answersAreLookedForInALongerWait() {
        assertThat(LoadLoop.pause(900 * MICRO, 10_000 * MICRO)).isEqualTo(500 * MICRO);
    }
}
