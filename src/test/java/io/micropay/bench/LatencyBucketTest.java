package io.micropay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LatencyBucketTest {

    @Test
    void everyAnswerIsInOneBar() {
        Histogram nanos = Dispatch.histogram();
        for (long value = 1; value < 10_000_000_000L; value *= 3) {
            nanos.recordValue(value);
        }

        assertThat(LatencyBucket.of(nanos).stream()
                        .mapToLong(LatencyBucket::count)
                        .sum())
                .isEqualTo(nanos.getTotalCount());
    }

    @Test
    void nothingHasNoBars() {
        assertThat(LatencyBucket.of(Dispatch.histogram())).isEmpty();
    }
}
