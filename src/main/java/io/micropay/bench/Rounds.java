package io.micropay.bench;

import io.micropay.bench.BenchPlan.Extent;
import java.time.Duration;
import java.util.List;

/// Payments, round by round: sign, submit with the clock on, check.
///
/// An order expires after a quarter of an hour, and signed payments take memory: a long run has several rounds, and the
/// clock counts only what runs.
final class Rounds {

    /// Signed beyond what the best rate so far needs: who runs out ends the round for all.
    private static final double RESERVE = 1.15;

    /// What the first round has, before any rate is known.
    private static final int FIRST_ROUND = 4_000;

    /// A signed payment with its answer, and the objects around them.
    private static final int PAYMENT_BYTES = 4_000;

    /// The part of the heap that payments may take.
    private static final int HEAP_SHARE = 3;

    /// The quarter of an hour that an order lasts is enough for these three together: to be left from the round before,
    /// to wait while others are signed, and to be sent.
    private static final Duration AGE_MAX = Duration.ofMinutes(2);

    private static final Duration SIGNING_MAX = Duration.ofMinutes(5);
    private static final Duration RUNNING_MAX = Duration.ofMinutes(7);

    private final Schedule schedule;
    private final Target target;
    private final List<Payee> payees;
    private final Signers signers;
    private final ProofCheck proofs;
    private final Display display;
    private final Cutoff cutoff;
    private double bestPerSecond;
    private double signedPerSecond = FIRST_ROUND;
    private long oldest;

    Rounds(
            Schedule schedule,
            Target target,
            Accounts accounts,
            List<Payee> payees,
            ProofCheck proofs,
            Display display,
            Cutoff cutoff) {
        this.schedule = schedule;
        this.target = target;
        this.payees = payees;
        this.signers = new Signers(target.ledger().id(), accounts, cutoff);
        this.proofs = proofs;
        this.display = display;
        this.cutoff = cutoff;
    }

    /// Runs so much, or until it is cut short or a connection is lost.
    void run(String what, Extent extent, Measurement measured) throws BenchException, InterruptedException {
        while (!measured.reaches(extent) && goesOn()) {
            load(wanted(extent, measured));
            if (!cutoff.isMade()) {
                submit(what, extent, measured);
                proofs.check(payees, measured, display);
            }
        }
    }

    private boolean goesOn() {
        return !cutoff.isMade()
                && payees.stream().allMatch(payee -> payee.exchange().loss().isEmpty());
    }

    /// How many payments the next round has.
    private long wanted(Extent extent, Measurement measured) {
        long needed = switch (extent) {
            case Extent.Requests requests -> requests.count() - measured.attempts();
            case Extent.Time time -> {
                double seconds = time.duration().minus(measured.elapsed()).toNanos() / 1e9;
                double rate = schedule instanceof Schedule.Open open ? open.perSecond() : bestPerSecond;
                yield rate == 0 ? FIRST_ROUND : (long) (rate * seconds * RESERVE) + payees.size();
            }
        };
        long inMemory = Runtime.getRuntime().maxMemory() / HEAP_SHARE / PAYMENT_BYTES;
        long inTime = (long) (signedPerSecond * SIGNING_MAX.toSeconds());
        return Math.max(1, Math.min(needed, Math.min(inMemory, inTime)));
    }

    private void load(long wanted) {
        long begun = System.nanoTime();
        boolean fresh = begun - oldest < AGE_MAX.toNanos();
        int[] counts = new int[payees.size()];
        long all = 0;
        long left = 0;
        for (int i = 0; i < counts.length; i++) {
            Payee payee = payees.get(i);
            long share = wanted * (i + 1) / counts.length - wanted * i / counts.length;
            payee.keep(fresh ? (int) share : 0);
            counts[i] = (int) share - payee.left();
            all += counts[i];
            left += payee.left();
        }
        oldest = left > 0 ? oldest : begun;
        List<List<SignedPayment>> lists = sign(counts, all);
        for (int i = 0; i < counts.length; i++) {
            payees.get(i).load(lists.get(i));
        }
        if (all >= FIRST_ROUND) {
            signedPerSecond = all * 1e9 / Math.max(1, System.nanoTime() - begun);
        }
    }

    private List<List<SignedPayment>> sign(int[] counts, long all) {
        List<BenchAccount> receivers = payees.stream().map(Payee::account).toList();
        try (Display.Step step = display.begin("signing", all)) {
            return signers.sign(receivers, counts, target.ledger().now(), step::advance);
        }
    }

    private void submit(String what, Extent extent, Measurement measured) throws BenchException, InterruptedException {
        // What signing has left behind is cleared away now, and not while the clock runs.
        System.gc();
        Duration before = measured.elapsed();
        long all = payees.stream().mapToLong(Payee::left).sum();
        try (Display.Step step = extent instanceof Extent.Time time
                ? display.begin(what, least(time.duration().minus(before), RUNNING_MAX))
                : display.begin(what, all)) {
            List<Exchange> callers = payees.stream().map(Payee::exchange).toList();
            Ending ending = switch (extent) {
                case Extent.Requests requests -> Ending.whenAllIsAsked(RUNNING_MAX);
                case Extent.Time time -> Ending.after(least(time.duration().minus(before), RUNNING_MAX));
            };
            new LoadRun(target.process()).run(callers, schedule, ending.orEarlier(cutoff), step::advance, measured);
        }
        long nanos = measured.elapsed().minus(before).toNanos();
        long answered = payees.stream().mapToLong(Payee::answered).sum();
        bestPerSecond = Math.max(bestPerSecond, answered * 1e9 / Math.max(1, nanos));
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
