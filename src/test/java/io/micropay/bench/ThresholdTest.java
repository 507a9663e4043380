package io.micropay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.bench.BenchResult.OwnServer;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p99<20",
                "p99<20m",
                "p99=20ms",
                "p101<20ms",
                "p<20ms",
                "p99<",
                "p99<-1ms",
                "99<20ms",
                "rate>=10ms",
                "rate>=ten",
                "errors<1ms",
                "latency<20ms",
                "p99<20ms,rate>1",
                "P99<20ms",
                "memory<40us",
                ""
            })
    void whatIsNoThresholdIsRefused(String text) {
        assertThat(Threshold.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p50<10.1ms",
                "p90<=10.1ms",
                "p99<20.1ms",
                "p99.9 < 20100us",
                "p100<0.0201s",
                "max<20.1ms",
                "mean<10.2ms",
                "mean>10ms",
                "rate>=50",
                "rate>=50/s",
                "errors<=1",
                "errors<1.1%",
                "cpu<75.1us",
                "ready<600ms"
            })
    void thresholdThatHoldsIsNotMissed(String text) {
        assertThat(Threshold.parse(text).orElseThrow().miss(result())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            p99<20ms    | p99<20ms is not met: 20.005ms
            p50>=1s     | p50>=1s is not met: 10.002ms
            max<1us     | max<1us is not met: 20.005ms
            rate>50     | rate>50 is not met: 50/s
            errors<1    | errors<1 is not met: 1
            errors<0.5% | errors<0.5% is not met: 0.99%
            cpu<75us    | cpu<75us is not met: 0.075ms
            ready<1ms   | ready<1ms is not met: 480ms
            memory<40kB | memory<40kB is not met: nothing was measured
            """)
    void thresholdThatIsMissedSaysWhichAndTheValue(String text, String said) {
        assertThat(Threshold.parse(text).orElseThrow().miss(result())).contains(said);
    }

    /// 99 answers of 10 ms and one of 20 ms in 2 s, and one attempt without.
    private static BenchResult result() {
        Measurement measured = new Measurement();
        Dispatch dispatch = new Dispatch(new Schedule.Closed(), 0, 1, 1, 0);
        for (int i = 0; i < 100; i++) {
            dispatch.sent(0, 0);
            dispatch.answered(0, i < 98 ? 10_000_000 : 20_000_000, true);
        }
        measured.add(List.of(dispatch));
        measured.add(Duration.ofSeconds(2), Duration.ofNanos(7_500_000), Duration.ofMillis(2));
        measured.count("TRANS OK", 100);
        measured.count("BUSY", 1);
        return TestResults.payments(measured).with(new OwnServer(480, OptionalLong.empty(), "ok"));
    }
}
