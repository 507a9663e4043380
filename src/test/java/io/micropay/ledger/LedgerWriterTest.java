package io.micropay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/// For how long the writer rests between two batches.
class LedgerWriterTest {

    private static final long MICRO = TimeUnit.MICROSECONDS.toNanos(1);
    private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(3);
    private static final long MINUTE = 60_000_000_000L;

    @Property
    void whoComesAloneWaitsForNobody(@ForAll @LongRange(max = MINUTE) long took) {
        assertThat(LedgerWriter.rest(1, took)).isZero();
    }

    @Test
    void restGrowsInProportionToTheBatchAndToItsTime() {
        assertThat(LedgerWriter.rest(2, 400 * MICRO)).isEqualTo(100 * MICRO);
        assertThat(LedgerWriter.rest(4, 400 * MICRO)).isEqualTo(200 * MICRO);
        assertThat(LedgerWriter.rest(8, 400 * MICRO)).isEqualTo(400 * MICRO);
        assertThat(LedgerWriter.rest(8, 800 * MICRO)).isEqualTo(800 * MICRO);
    }

    @Test
    void restIsAtMostTwiceTheTimeOfTheBatch() {
        assertThat(LedgerWriter.rest(16, 400 * MICRO)).isEqualTo(800 * MICRO);
        assertThat(LedgerWriter.rest(17, 400 * MICRO)).isEqualTo(800 * MICRO);
        assertThat(LedgerWriter.rest(10_000, 400 * MICRO)).isEqualTo(800 * MICRO);
    }

    @Test
    void restEndsWithThePeriod() {
        assertThat(LedgerWriter.rest(16, 1_500 * MICRO)).isEqualTo(1_500 * MICRO);
        assertThat(LedgerWriter.rest(8, 2_000 * MICRO)).isEqualTo(1_000 * MICRO);
        assertThat(LedgerWriter.rest(8, 3_000 * MICRO)).isZero();
    }

    @Test
    void periodGrowsWithACrowdUpToTwiceAsLong() {
        long took = 2_500 * MICRO;
        assertThat(LedgerWriter.rest(28, took)).isEqualTo(500 * MICRO);
        assertThat(LedgerWriter.rest(42, took)).isEqualTo(2_000 * MICRO);
        assertThat(LedgerWriter.rest(56, took)).isEqualTo(3_500 * MICRO);
        assertThat(LedgerWriter.rest(500, took)).isEqualTo(3_500 * MICRO);
    }

    /// A disk that stalls makes a batch longer than the period: then the next begins at once.
    @Property
    void restIsNeverNegativeAndNeverGoesBeyondThePeriod(
            @ForAll @IntRange(min = 1, max = 100_000) int commands, @ForAll @LongRange(max = MINUTE) long took) {
        long rest = LedgerWriter.rest(commands, took);
        assertThat(rest).isNotNegative();
        long period = commands <= 28 ? PERIOD : Math.min(PERIOD * commands / 28, 2 * PERIOD);
        assertThat(took + rest).isLessThanOrEqualTo(Math.max(took, period));
    }
}
