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
        assertThat(LedgerWriter.rest(1, PERIOD, took)).isZero();
    }

    @Test
    void restGrowsInProportionToTheBatchAndToItsTime() {
        assertThat(rest(2, 400 * MICRO)).isEqualTo(100 * MICRO);
        assertThat(rest(4, 400 * MICRO)).isEqualTo(200 * MICRO);
        assertThat(rest(8, 400 * MICRO)).isEqualTo(400 * MICRO);
        assertThat(rest(8, 800 * MICRO)).isEqualTo(800 * MICRO);
    }

    @Test
    void restIsAtMostTwiceTheTimeOfTheBatch() {
        assertThat(rest(16, 400 * MICRO)).isEqualTo(800 * MICRO);
        assertThat(rest(17, 400 * MICRO)).isEqualTo(800 * MICRO);
        assertThat(rest(10_000, 400 * MICRO)).isEqualTo(800 * MICRO);
    }

    @Test
    void restEndsWithThePeriod() {
        assertThat(rest(16, 1_500 * MICRO)).isEqualTo(1_500 * MICRO);
        assertThat(rest(8, 2_000 * MICRO)).isEqualTo(1_000 * MICRO);
        assertThat(rest(8, 3_000 * MICRO)).isZero();
    }

    @Test
    void periodGrowsWithACrowdUpToTwiceAsLong() {
        long took = 2_500 * MICRO;
        assertThat(LedgerWriter.rest(28, PERIOD, took)).isEqualTo(500 * MICRO);
        assertThat(LedgerWriter.rest(35, PERIOD, took)).isEqualTo(2_000 * MICRO);
        assertThat(LedgerWriter.rest(42, PERIOD, took)).isEqualTo(3_500 * MICRO);
        assertThat(LedgerWriter.rest(84, 2 * PERIOD, took)).isEqualTo(3_500 * MICRO);
        assertThat(LedgerWriter.rest(500, PERIOD, took)).isEqualTo(3_500 * MICRO);
    }

    /// Whoever comes behind those that a stall has gathered need not wait for a crowd that is not there.
    @Test
    void manyThatAStallHasGatheredAreNoCrowd() {
        assertThat(LedgerWriter.rest(140, 6 * PERIOD, 2_500 * MICRO)).isEqualTo(500 * MICRO);
    }

    /// A disk that stalls makes a batch longer than the period: then the next begins at once.
    @Property
    void restIsNeverNegativeAndNeverGoesBeyondThePeriod(
            @ForAll @IntRange(min = 1, max = 100_000) int commands,
            @ForAll @LongRange(max = MINUTE) long gathered,
            @ForAll @LongRange(max = MINUTE) long took) {
        long rest = LedgerWriter.rest(commands, gathered, took);
        assertThat(rest).isNotNegative();
        long inPeriod = commands * PERIOD / Math.max(1, gathered);
        long period = inPeriod <= 28 ? PERIOD : Math.min(PERIOD * (2 * inPeriod - 28) / 28, 2 * PERIOD);
        assertThat(took + rest).isLessThanOrEqualTo(Math.max(took, period));
    }

    /// Of a batch that came within a period.
    private static long rest(int commands, long took) {
        return LedgerWriter.rest(commands, PERIOD, took);
    }
}
