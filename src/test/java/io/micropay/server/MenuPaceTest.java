package io.micropay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MenuPaceTest {

    private static final Duration WORK = Duration.ofMillis(50);

    private final MenuPace pace = new MenuPace();

    private static long work() {
        long end = System.nanoTime() + WORK.toNanos();
        while (System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
        return System.nanoTime();
    }

    @Test
    void restFollowsThatIsLongerThanWhatWasDone() throws Exception {
        long ended = pace.inTurn(MenuPaceTest::work);
        long begun = pace.inTurn(System::nanoTime);

        assertThat(Duration.ofNanos(begun - ended)).isGreaterThanOrEqualTo(WORK.multipliedBy(MenuPace.REST));
    }

    /// As for a ledger that is busy: one that fails takes its time too.
    @Test
    void whatFailsIsFollowedByItsRestAndTheNextHasItsTurn() throws Exception {
        assertThatThrownBy(() -> pace.inTurn(() -> {
                    work();
                    throw new IllegalStateException("busy");
                }))
                .hasMessage("busy");
        long ended = System.nanoTime();

        assertThat(Duration.ofNanos(pace.inTurn(System::nanoTime) - ended)).isGreaterThan(WORK);
    }

    @Test
    void oneIsDoneAtATime() throws Exception {
        List<String> steps = new CopyOnWriteArrayList<>();
        CountDownLatch first = new CountDownLatch(1);
        Thread other = Thread.ofVirtual().unstarted(() -> {
            try {
                first.await();
                pace.inTurn(() -> steps.add("second"));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        other.start();
        pace.inTurn(() -> {
            first.countDown();
            work();
            return steps.add("first");
        });
        assertThat(other.join(Duration.ofSeconds(TimeUnit.MINUTES.toSeconds(1))))
                .isTrue();
        assertThat(steps).containsExactly("first", "second");
    }
}
