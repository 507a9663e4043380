package io.micropay.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UtcDayTest {

    private final UtcDay leapDay = new UtcDay(LocalDate.parse("2028-02-29"));

    @Test
    void dayEndsWhereTheNextBegins() {
        assertThat(leapDay.firstMilli()).isEqualTo(1_835_395_200_000L);
        assertThat(leapDay.endMilli()).isEqualTo(1_835_481_600_000L);
        assertThat(leapDay.endMilli()).isEqualTo(new UtcDay(LocalDate.parse("2028-03-01")).firstMilli());
    }

    @ParameterizedTest
    @CsvSource({
        "2028-02-28T23:59:59.999Z, false",
        "2028-02-29T00:00:00.000Z, true",
        "2028-02-29T23:59:59.999Z, true",
        "2028-03-01T00:00:00.000Z, false"
    })
    void dayContainsItsMidnightAndNotTheNext(String moment, boolean contained) {
        assertThat(leapDay.contains(Timestamp.parse(moment).orElseThrow())).isEqualTo(contained);
    }
}
