package io.micropay.bench;

import io.micropay.bench.BenchException.Trouble;
import io.micropay.bench.BenchPlan.Extent;
import io.micropay.net.TlsContext;
import io.micropay.wire.Request;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Measures connections: each caller connects, shakes hands, is greeted, takes its leave, and does it again.
final class HandshakeBench {

    private static final String GREETED = "GREETED";
    private static final String BROKEN = "BROKEN";

    /// Whoever waits for his turn looks so often whether the load is cut short.
    private static final long PARK_NANOS_MAX = 100_000_000;

    private final BenchPlan plan;
    private final Target target;
    private final Accounts accounts;
    private final Display display;
    private final Clients clients;

    HandshakeBench(BenchPlan plan, Target target, Accounts accounts, Display display) {
        this.plan = plan;
        this.target = target;
        this.accounts = accounts;
        this.display = display;
        this.clients = new Clients(target, accounts);
    }

    BenchResult run(Interrupts interrupts) throws BenchException, InterruptedException {
        List<TlsContext> identities = accounts.all().stream().map(clients::tls).toList();
        Cutoff cutoff = new Cutoff();
        if (plan.warmUp().isPositive()) {
            connect("warming up", identities, new Extent.Time(plan.warmUp()), new Measurement(), cutoff);
        }
        Instant at = Instant.now();
        Measurement measured = new Measurement();
        cutoff.heed(
                interrupts,
                plan.extent(),
                measured,
                () -> connect("running", identities, plan.extent(), measured, cutoff));
        return BenchResult.of(plan, at, measured, Optional.empty());
    }

    private void connect(String what, List<TlsContext> identities, Extent extent, Measurement measured, Cutoff cutoff)
            throws BenchException, InterruptedException {
        Ending ending = Ending.of(extent, cutoff);
        AtomicLong left = new AtomicLong(
                switch (extent) {
                    case Extent.Requests requests -> requests.count();
                    case Extent.Time time -> Long.MAX_VALUE;
                });
        List<Visitor> visitors = new ArrayList<>();
        try (Display.Step step = display.begin(what, extent)) {
            Stopwatch stopwatch = Stopwatch.start(target.process());
            ending.begin(stopwatch.begun());
            for (int i = 0; i < plan.connections(); i++) {
                Dispatch dispatch = new Dispatch(plan.schedule(), i, 1, plan.connections(), stopwatch.begun());
                visitors.add(new Visitor(identities.get(i % identities.size()), dispatch, ending, left, step));
            }
            runAll(visitors);
            stopwatch.stop(measured);
        }
        visitors.forEach(visitor -> visitor.dispatch.giveUpUnsent(ending));
        measured.add(visitors.stream().map(visitor -> visitor.dispatch).toList());
        for (Visitor visitor : visitors) {
            measured.count(GREETED, visitor.greeted);
            if (visitor.broken > 0) {
                measured.count(BROKEN, visitor.broken);
            }
        }
    }

    private static void runAll(List<Visitor> visitors) throws BenchException, InterruptedException {
        List<Future<?>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Visitor visitor : visitors) {
                running.add(threads.submit(() -> {
                    visitor.visit();
                    return null;
                }));
            }
        }
        for (Future<?> visitor : running) {
            try {
                visitor.get();
            } catch (ExecutionException failure) {
                if (failure.getCause() instanceof BenchException expected) {
                    throw expected;
                }
                throw new IllegalStateException(failure);
            }
        }
    }

    /// One caller, on a thread of its own.
    private final class Visitor {

        private final TlsContext identity;
        private final Dispatch dispatch;
        private final Ending ending;
        private final AtomicLong left;
        private final Display.Step step;
        private final Scratch scratch = new Scratch();
        private long greeted;
        private long broken;

        Visitor(TlsContext identity, Dispatch dispatch, Ending ending, AtomicLong left, Display.Step step) {
            this.identity = identity;
            this.dispatch = dispatch;
            this.ending = ending;
            this.left = left;
            this.step = step;
        }

        void visit() throws BenchException {
            try {
                visitAll();
            } catch (BenchException | RuntimeException failure) {
                // One failure ends it for all.
                ending.stop(System.nanoTime());
                throw failure;
            }
        }

        private void visitAll() throws BenchException {
            long now = System.nanoTime();
            boolean due = dispatch.due(now) >= 0;
            while (!ending.isReached(now)) {
                if (due) {
                    if (left.getAndDecrement() <= 0) {
                        return;
                    }
                    due = once(now);
                } else {
                    long wait = Math.min(dispatch.nextDue(), ending.deadline()) - now;
                    LockSupport.parkNanos(Math.min(wait, PARK_NANOS_MAX));
                    due = dispatch.due(System.nanoTime()) >= 0;
                }
                now = System.nanoTime();
            }
        }

        /// @return whether the next time is due already
        private boolean once(long now) throws BenchException {
            dispatch.sent(0, now);
            boolean success = false;
            try (TlsPeer peer = clients.connect(identity, scratch)) {
                new Dialogue(peer, scratch).ask(new Request.Exit());
                success = true;
                greeted++;
            } catch (ConnectException nobody) {
                throw new BenchException(
                        Trouble.UNAVAILABLE,
                        "nobody answers at " + target.address() + " any more: " + nobody.getMessage(),
                        null,
                        nobody);
            } catch (IOException failure) {
                broken++;
            }
            step.advance();
            return dispatch.answered(0, System.nanoTime(), success);
        }
    }
}
