package io.micropay.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Checks, one after the other, none of which can keep the others from their turn: a disk or a server that does not
/// answer is a finding after a while.
public final class Examination {

    /// More than any check takes whose own waits all come to their ends.
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private final List<Check> checks;
    private final Duration patience;

    public Examination(List<Check> checks) {
        this(checks, PATIENCE);
    }

    /// @param patience how long one check may take
    Examination(List<Check> checks, Duration patience) {
        this.checks = List.copyOf(checks);
        this.patience = patience;
    }

    /// Makes all checks.
    ///
    /// @param tell is told each finding as it is made
    /// @return all of them
    public List<Finding> run(Consumer<Finding> tell) throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        for (Check check : checks) {
            run(check, findings::add, tell);
        }
        return findings;
    }

    private sealed interface Step {
        record Found(Finding finding) implements Step {}

        record End() implements Step {}
    }

    /// On a thread that is left behind when it is stuck: it does not keep the process.
    private void run(Check check, Consumer<Finding> keep, Consumer<Finding> tell) throws InterruptedException {
        BlockingQueue<Step> steps = new LinkedBlockingQueue<>();
        Thread running =
                Thread.ofPlatform().daemon().name("check " + check.subject()).start(() -> run(check, steps));
        long end = System.nanoTime() + patience.toNanos();
        boolean open = true;
        while (open) {
            Step step = steps.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            open = step instanceof Step.Found;
            Finding finding = step instanceof Step.Found(Finding found) ? found : null;
            if (step == null) {
                running.interrupt();
                finding = Finding.fail(
                        check.subject(), "no answer within " + patience.toSeconds() + " s", Optional.empty());
            }
            if (finding != null) {
                keep.accept(finding);
                tell.accept(finding);
            }
        }
    }

    private static void run(Check check, BlockingQueue<Step> steps) {
        try {
            check.run(finding -> steps.add(new Step.Found(finding)));
        } catch (InterruptedException tooLate) {
            // Whoever waited has said so.
        } catch (RuntimeException fault) {
            steps.add(new Step.Found(
                    Finding.fail(check.subject(), "the check itself failed: " + fault, Optional.empty())));
        } finally {
            steps.add(new Step.End());
        }
    }
}
