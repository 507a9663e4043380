package io.micropay.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ExaminationTest {

    private static final Duration PATIENCE = Duration.ofMillis(200);

    private interface Looking {
        void at(Consumer<Finding> tell) throws InterruptedException;
    }

    private static Check check(String subject, Looking looking) {
        return new Check() {
            @Override
            public String subject() {
                return subject;
            }

            @Override
            public void run(Consumer<Finding> tell) throws InterruptedException {
                looking.at(tell);
            }
        };
    }

    private static final Check WELL = check("well", tell -> {
        tell.accept(Finding.ok("well", "one"));
        tell.accept(Finding.ok("well", "two"));
    });

    @Test
    void findingsAreToldInOrderAndKept() throws InterruptedException {
        List<Finding> told = new ArrayList<>();
        List<Finding> kept = new Examination(List.of(WELL, WELL), PATIENCE).run(told::add);
        assertThat(kept).isEqualTo(told).extracting(Finding::text).containsExactly("one", "two", "one", "two");
    }

    @Test
    void checkThatHangsIsAFindingAndTheOthersHaveTheirTurn() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        Check hangs = check("stuck", tell -> {
            tell.accept(Finding.ok("stuck", "so far"));
            never.await();
        });
        assertThat(new Examination(List.of(hangs, WELL), PATIENCE).run(finding -> {}))
                .extracting(Finding::verdict, Finding::text)
                .containsExactly(
                        tuple(Verdict.OK, "so far"),
                        tuple(Verdict.FAIL, "no answer within 0 s"),
                        tuple(Verdict.OK, "one"),
                        tuple(Verdict.OK, "two"));
    }

    /// A thread that does not listen to interrupts is left behind.
    @Test
    void checkThatCannotBeInterruptedIsLeftBehind() throws InterruptedException {
        Check deaf = check("deaf", tell -> {
            long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
        });
        assertThat(new Examination(List.of(deaf), PATIENCE).run(finding -> {}))
                .extracting(Finding::verdict)
                .containsExactly(Verdict.FAIL);
    }

    @Test
    void faultOfACheckIsAFinding() throws InterruptedException {
        Check faulty = check("faulty", tell -> {
            throw new IllegalStateException("a bug");
        });
        assertThat(new Examination(List.of(faulty, WELL), PATIENCE).run(finding -> {}))
                .extracting(Finding::text)
                .containsExactly("the check itself failed: java.lang.IllegalStateException: a bug", "one", "two");
    }
}
