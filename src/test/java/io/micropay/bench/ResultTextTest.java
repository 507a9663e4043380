package io.micropay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.bench.BenchResult.OwnServer;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ResultTextTest {

    private static final long MILLI = 1_000_000;

    @Test
    void resultIsATableWithBars() {
        Measurement measured = new Measurement();
        Dispatch dispatch = new Dispatch(new Schedule.Closed(), 0, 1, 1, 0);
        for (int i = 0; i < 100; i++) {
            dispatch.sent(0, 0);
            dispatch.answered(0, i < 75 ? 3 * MILLI : 15 * MILLI, true);
        }
        measured.add(List.of(dispatch));
        measured.add(Duration.ofSeconds(2), Duration.ofMillis(6), Duration.ofMillis(2));
        measured.count("TRANS OK", 100);
        measured.count("BUSY");

        BenchResult result = TestResults.payments(measured).with(new OwnServer(480, OptionalLong.of(1_400_000), "ok"));

        assertThat(String.join("\n", ResultText.of(result))).isEqualTo("""
                        payments, closed loop, 16 connections, 1,000 accounts with ec keys
                        the server was ready in 480 ms

                        throughput  50 payments/s   (100 in 2.00 s)
                        latency     p50 3.00 ms   p90 15 ms   p99 15 ms   p99.9 15 ms   max 15 ms
                        answers     BUSY 1, TRANS OK 100
                        processor   server 60.0 µs, generator 20.0 µs for each payment
                        disk        700 bytes for each payment

                          up to  5.00 ms  ##############################            75.00 %
                          up to    10 ms                                             0.00 %
                          up to    20 ms  ##########                                25.00 %

                        checked     2,000 proofs hold, and all that was answered is in order
                                    STATUS says the same of 1,500 of 2,000 payments
                                    the balances of 216 of 1,000 accounts are right
                                    ledger verify: ok""");
    }

    @Test
    void openLoopThatFallsBehindSaysSo() {
        Measurement measured = new Measurement();
        Dispatch dispatch = answeredOnce(500 * MILLI);
        measured.add(List.of(dispatch));

        assertThat(ResultText.of(TestResults.result(BenchMode.LIST, new Schedule.Open(1_000), measured)))
                .contains(
                        "            counted from when each was meant to start; it fell behind: the last began 0.5 s late");
    }

    @Test
    void whatWasDueAndNeverSentIsSaid() {
        Measurement measured = new Measurement();
        Dispatch dispatch = answeredOnce(MILLI);
        measured.count("TRANS OK");
        dispatch.giveUpUnsent(10 * MILLI);
        measured.add(List.of(dispatch));

        assertThat(ResultText.of(TestResults.result(BenchMode.LIST, new Schedule.Open(1_000), measured)))
                .contains("            counted from when each was meant to start; 9 of 10 were never sent");
        assertThat(measured.errors()).isEqualTo(9);
    }

    @Test
    void openLoopThatKeepsUpSaysNothingMore() {
        Measurement measured = new Measurement();
        Dispatch dispatch = answeredOnce(MILLI);
        measured.add(List.of(dispatch));

        assertThat(ResultText.of(TestResults.result(BenchMode.LIST, new Schedule.Open(1_000), measured)))
                .contains("            counted from when each was meant to start");
    }

    @Test
    void interruptedResultSaysSo() {
        Measurement measured = new Measurement();
        measured.cutShort();

        assertThat(ResultText.of(TestResults.payments(measured)))
                .contains("interrupted before its end, which was after 2.0 s");
    }

    @Test
    void resultWithoutAnAnswerIsATableToo() {
        assertThat(ResultText.of(TestResults.payments(new Measurement())))
                .contains("throughput  0 payments/s   (0 in 0.00 s)")
                .noneMatch(line -> line.startsWith("latency"));
    }

    /// An open loop of a thousand a second that has sent one request, and has its answer a millisecond later.
    private static Dispatch answeredOnce(long sentAt) {
        Dispatch dispatch = new Dispatch(new Schedule.Open(1_000), 0, 1, 1, 0);
        dispatch.sent(0, sentAt);
        dispatch.answered(0, sentAt + MILLI, true);
        return dispatch;
    }
}
