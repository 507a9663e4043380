package io.micropay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

    private final StringWriter terminal = new StringWriter();
    private final AtomicLong clock = new AtomicLong();

    private ProgressBar bar(boolean seen) {
        return new ProgressBar(new PrintWriter(terminal), seen, "verified", clock::get);
    }

    private void pass(int millis) {
        clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Test
    void tellsHowMuchIsDoneAndHowLongTheRestTakes() {
        try (ProgressBar bar = bar(true)) {
            pass(5_000);
            bar.at(250, 1_000);
            assertThat(terminal)
                    .hasToString("\r\033[K[=======                       ]  25 %, 250 of 1000 verified, 15 s left");
        }
    }

    @Test
    void disappearsInTheEnd() {
        try (ProgressBar bar = bar(true)) {
            pass(200);
            bar.at(1, 2);
        }
        assertThat(terminal.toString()).endsWith("\r\033[K");
    }

    @Test
    void saysWhatIsWaitedForInItsPlace() {
        try (ProgressBar bar = bar(true)) {
            pass(200);
            bar.at(2, 2);
            bar.during("the ledger reconciles 2 payments");
            assertThat(terminal.toString()).endsWith("\r\033[Kthe ledger reconciles 2 payments ...");
        }
        assertThat(terminal.toString()).endsWith(" ...\r\033[K");
    }

    @Test
    void isNotDrawnOftenerThanSomebodyCanRead() {
        try (ProgressBar bar = bar(true)) {
            bar.at(0, 1_000);
            pass(99);
            bar.at(1, 1_000);
            assertThat(terminal.toString()).isEmpty();
            pass(1);
            bar.at(2, 1_000);
            bar.at(3, 1_000);
            assertThat(terminal.toString()).contains("2 of 1000").doesNotContain("3 of 1000");
        }
    }

    @Test
    void saysNothingAboutTheRestBeforeAnythingIsDone() {
        try (ProgressBar bar = bar(true)) {
            pass(200);
            bar.at(0, 1_000);
            assertThat(terminal.toString()).endsWith("  0 %, 0 of 1000 verified");
            pass(200);
            bar.at(0, 0);
            assertThat(terminal.toString()).endsWith("0 of 1000 verified");
        }
    }

    @Test
    void saysNothingWhereNobodyLooks() {
        try (ProgressBar bar = bar(false)) {
            pass(5_000);
            bar.at(250, 1_000);
            bar.during("the ledger reconciles 250 payments");
        }
        assertThat(terminal.toString()).isEmpty();
    }
}
