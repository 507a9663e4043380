package io.micropay.bench;

import io.micropay.bench.BenchException.Trouble;
import io.micropay.bench.BenchPlan.Extent;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.VerificationKey;
import io.micropay.net.TlsContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/// Measures payments: signs them, submits them with the clock on, and checks with the clock off what was answered.
///
/// An order expires after a quarter of an hour, and signed payments take memory. So a long run is made of rounds, and
/// the clock counts only what runs.
public final class PaymentBench {

    private static final String NAME_PREFIX = "bench";

    /// Signed ahead beyond what the rate so far needs: a connection that ran out would end its round for all.
    private static final double RESERVE = 1.15;

    /// What the first round runs with, before any rate is known.
    private static final int FIRST_ROUND = 4_000;

    /// A signed payment with its answer, and the objects around them.
    private static final int PAYMENT_BYTES = 3_000;

    /// Of the heap that may be full of payments.
    private static final int HEAP_SHARE = 3;

    private final BenchPlan plan;
    private final Target target;
    private final Display display;
    private final Clients clients;

    public PaymentBench(BenchPlan plan, Target target, Display display) {
        this.plan = plan;
        this.target = target;
        this.display = display;
        this.clients = new Clients(target);
    }

    /// Runs all of it.
    ///
    /// @throws BenchException when it cannot, or when something acknowledged is lost
    public BenchResult run() throws BenchException, InterruptedException {
        List<BenchAccount> accounts = makeKeys();
        List<Payee> payees = connect(accounts);
        try {
            registerOthers(accounts);
            ProofCheck proofs = new ProofCheck(target, receiptKey(), accounts);
            Load load = new Load(accounts, payees, proofs);
            load.run(new Extent.Time(plan.warmUp()), new Measurement());
            Instant at = Instant.now();
            Measurement measured = new Measurement();
            load.run(plan.extent(), measured);
            return new BenchResult(
                    plan, at, measured, proofs.verified(), OptionalLong.empty(), OptionalLong.empty(), "skipped");
        } finally {
            payees.forEach(payee -> payee.peer().close());
        }
    }

    private VerificationKey receiptKey() {
        try {
            return VerificationKey.of(target.ledger().receiptCertificate().getPublicKey());
        } catch (CryptoException impossible) {
            throw new IllegalStateException("the certificate was checked when the server showed it", impossible);
        }
    }

    private List<BenchAccount> makeKeys() {
        try (Display.Step step = display.begin("making " + plan.key().commandName() + " keys", plan.accounts())) {
            return Keys.make(plan.accounts(), plan.key(), NAME_PREFIX, step::advance);
        }
    }

    private List<Payee> connect(List<BenchAccount> accounts) throws BenchException, InterruptedException {
        Payee[] payees = new Payee[plan.connections()];
        try (Display.Step step = display.begin("connecting", plan.connections())) {
            Crowd.forEach(payees.length, (i, scratch) -> {
                BenchAccount account = accounts.get(i);
                TlsPeer peer = clients.connect(clients.tls(account), scratch);
                payees[i] = new Payee(account, peer);
                clients.register(account, peer, scratch);
                clients.logIn(account, peer, scratch);
                step.advance();
            });
        }
        return Arrays.asList(payees);
    }

    private void registerOthers(List<BenchAccount> accounts) throws BenchException, InterruptedException {
        int others = accounts.size() - plan.connections();
        try (Display.Step step = display.begin("registering", others)) {
            Crowd.forEach(others, (i, scratch) -> {
                BenchAccount account = accounts.get(plan.connections() + i);
                TlsContext tls = clients.tls(account);
                try (TlsPeer peer = clients.connect(tls, scratch)) {
                    clients.register(account, peer, scratch);
                }
                step.advance();
            });
        }
    }

    /// The rounds of one warm-up or of one measurement.
    private final class Load {

        private final List<Payee> payees;
        private final ProofCheck proofs;
        private final Signers signers;
        private double ratePerSecond;

        Load(List<BenchAccount> accounts, List<Payee> payees, ProofCheck proofs) {
            this.payees = payees;
            this.proofs = proofs;
            this.signers = new Signers(target.ledger().id(), accounts);
        }

        void run(Extent extent, Measurement measured) throws BenchException, InterruptedException {
            while (remains(extent, measured)) {
                sign(wanted(extent, measured));
                submit(extent, measured);
                check(measured);
            }
        }

        private boolean remains(Extent extent, Measurement measured) {
            return switch (extent) {
                case Extent.Requests requests -> measured.attempts() < requests.count();
                case Extent.Time time -> measured.elapsed().compareTo(time.duration()) < 0;
            };
        }

        /// How many payments the next round is to have.
        private long wanted(Extent extent, Measurement measured) {
            long memory = Runtime.getRuntime().maxMemory() / HEAP_SHARE / PAYMENT_BYTES;
            long needed = switch (extent) {
                case Extent.Requests requests -> requests.count() - measured.attempts();
                case Extent.Time time -> {
                    double seconds = time.duration().minus(measured.elapsed()).toMillis() / 1e3;
                    double rate = plan.schedule() instanceof Schedule.Open open ? open.perSecond() : ratePerSecond;
                    yield rate == 0 ? FIRST_ROUND : (long) (rate * seconds * RESERVE) + payees.size();
                }
            };
            return Math.min(needed, memory);
        }

        private void sign(long wanted) {
            int[] counts = new int[payees.size()];
            long total = 0;
            for (int i = 0; i < counts.length; i++) {
                long share = wanted * (i + 1) / counts.length - wanted * i / counts.length;
                payees.get(i).keep((int) share);
                counts[i] = (int) share - payees.get(i).left();
                total += counts[i];
            }
            try (Display.Step step = display.begin("signing", total)) {
                long now = target.ledger().now();
                List<BenchAccount> receivers =
                        payees.stream().map(Payee::account).toList();
                List<List<SignedPayment>> lists = signers.sign(receivers, counts, now, step::advance);
                for (int i = 0; i < counts.length; i++) {
                    payees.get(i).load(lists.get(i));
                }
            }
        }

        private void submit(Extent extent, Measurement measured) throws BenchException, InterruptedException {
            long before = measured.elapsed().toNanos();
            long start = System.nanoTime();
            Ending ending = switch (extent) {
                case Extent.Requests requests -> new Ending(start + TimeUnit.MINUTES.toNanos(10), false);
                case Extent.Time time -> new Ending(start + time.duration().toNanos() - before, true);
            };
            long all = payees.stream().mapToLong(Payee::left).sum();
            try (Display.Step step = display.begin("running", all)) {
                new LoadRun(target.process()).run(payees, plan.schedule(), start, ending, step::advance, measured);
            }
            Duration ran = measured.elapsed().minusNanos(before);
            ratePerSecond = payees.stream().mapToLong(Payee::answered).sum() * 1e9 / Math.max(1, ran.toNanos());
            requireConnected();
        }

        private void requireConnected() throws BenchException {
            List<Exception> losses =
                    payees.stream().flatMap(payee -> payee.loss().stream()).toList();
            if (!losses.isEmpty()) {
                throw new BenchException(
                        Trouble.UNAVAILABLE,
                        losses.size() + " of " + payees.size() + " connections were lost: "
                                + losses.getFirst().getMessage(),
                        null,
                        losses.getFirst());
            }
        }

        private void check(Measurement measured) throws BenchException {
            long all = payees.stream().mapToLong(Payee::answered).sum();
            try (Display.Step step = display.begin("checking proofs", all)) {
                Map<String, Long> counts = proofs.check(payees, step::advance);
                counts.forEach(measured::count);
            }
        }
    }
}
