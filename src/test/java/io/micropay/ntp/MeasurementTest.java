package io.micropay.ntp;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.ntp.Deviation.Grade;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasurementTest {

    private static final long SECOND_NANOS = 1_000_000_000L;

    /// At noon, so to speak, the clock was two seconds behind; the monotonic clock was near its end.
    private final Measurement measurement = new Measurement(2_000, 1_000, 2, 1_000_000, Long.MAX_VALUE - SECOND_NANOS);

    @Test
    void offsetHoldsAsLongAsNobodySetsTheClock() {
        assertThat(measurement.deviation(1_600_000, nanosAfter(600))).isEqualTo(new Deviation(2_000));
        assertThat(measurement.isOverturned(1_600_000, nanosAfter(600))).isFalse();
    }

    @Test
    void clockThatIsSetToTheRightTimeIsRight() {
        assertThat(measurement.deviation(1_602_000, nanosAfter(600))).isEqualTo(new Deviation(0));
        assertThat(measurement.isOverturned(1_602_000, nanosAfter(600))).isTrue();
    }

    @Test
    void clockThatIsSetBackIsBehind() {
        assertThat(measurement.deviation(1_600_000 - 3_600_000, nanosAfter(600)))
                .isEqualTo(new Deviation(3_602_000));
        assertThat(measurement.isOverturned(1_600_000 - 3_600_000, nanosAfter(600)))
                .isTrue();
    }

    private long nanosAfter(long seconds) {
        return measurement.nanos() + seconds * SECOND_NANOS;
    }

    @ParameterizedTest
    @CsvSource({
        "0, RIGHT, 0.0 s behind",
        "1000, RIGHT, 1.0 s behind",
        "1001, OFF, 1.0 s behind",
        "-1001, OFF, 1.0 s ahead",
        "30000, OFF, 30.0 s behind",
        "30001, WRONG, 30.0 s behind",
        "-30001, WRONG, 30.0 s ahead",
        "3600000, WRONG, 3600.0 s behind",
    })
    void moreThanOneSecondIsNotableAndMoreThanThirtyAreWrong(long millis, Grade grade, String text) {
        Deviation deviation = new Deviation(millis);

        assertThat(deviation.grade()).isEqualTo(grade);
        assertThat(deviation).hasToString(text);
    }
}
