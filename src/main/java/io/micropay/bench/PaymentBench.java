package io.micropay.bench;

import io.micropay.bench.BenchException.Trouble;
import io.micropay.bench.BenchResult.Checks;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Measures payments, and makes sure afterwards that the server has kept what it acknowledged.
final class PaymentBench {

    /// Accounts that are registered before it is noted how many they are.
    private static final int REGISTERED_TOGETHER = 2_000;

    /// The part of the warm-up that one connection makes alone.
    private static final int ALONE_PART = 4;

    private static final String WARMING_UP = "warming up";

    private final BenchPlan plan;
    private final Target target;
    private final Display display;
    private final Clients clients;
    private final Accounts accounts;
    private final Balances balances;
    private final Cutoff cutoff = new Cutoff();

    PaymentBench(BenchPlan plan, Target target, Accounts accounts, Display display) {
        this.plan = plan;
        this.target = target;
        this.display = display;
        this.accounts = accounts;
        this.clients = new Clients(target, accounts);
        this.balances = new Balances(accounts, plan.connections(), clients);
    }

    BenchResult run(Interrupts interrupts) throws BenchException, InterruptedException {
        List<Payee> payees = Payees.connect(plan.connections(), accounts, clients, balances, display);
        try {
            registerOthers();
            balances.beginOthers(display);
            ProofCheck proofs = new ProofCheck(target, accounts);
            Rounds rounds = new Rounds(plan.schedule(), target, accounts, payees, proofs, display, cutoff);
            if (plan.warmUp().isPositive()) {
                warmUp(payees, proofs, rounds);
            }
            Instant at = Instant.now();
            Measurement measured = new Measurement();
            measured.count(ProofCheck.PAID, 0);
            cutoff.heed(interrupts, plan.extent(), measured, () -> rounds.run("running", plan.extent(), measured));
            Checks checks = checks(payees, proofs);
            return BenchResult.of(plan, at, measured, Optional.of(checks));
        } finally {
            payees.forEach(payee -> payee.peer().close());
        }
    }

    /// First one connection, and then all: what the server does once for all payments that came together, it has done
    /// often enough to be compiled only if they come one by one.
    private void warmUp(List<Payee> payees, ProofCheck proofs, Rounds all) throws BenchException, InterruptedException {
        Duration alone = plan.warmUp().dividedBy(ALONE_PART);
        new Rounds(new Schedule.Closed(), target, accounts, payees.subList(0, 1), proofs, display, cutoff)
                .run(WARMING_UP, new BenchPlan.Extent.Time(alone), new Measurement());
        all.run(WARMING_UP, new BenchPlan.Extent.Time(plan.warmUp().minus(alone)), new Measurement());
    }

    private Checks checks(List<Payee> payees, ProofCheck proofs) throws BenchException, InterruptedException {
        try {
            long asked = check(payees, proofs);
            Acknowledged acknowledged = proofs.acknowledged(accounts.deposits(), 0);
            return new Checks(acknowledged, asked, balances.watched(), accounts.size());
        } catch (BenchException failure) {
            long undecided = proofs.doubtful().size();
            throw failure.after(proofs.acknowledged(accounts.deposits(), undecided));
        }
    }

    /// Asks the server about all that it can be asked about.
    ///
    /// @return about how many payments
    private long check(List<Payee> payees, ProofCheck proofs) throws BenchException, InterruptedException {
        List<Exception> losses = payees.stream()
                .flatMap(payee -> payee.exchange().loss().stream())
                .toList();
        if (!losses.isEmpty()) {
            reconnect(payees, losses, proofs);
        }
        long asked = StatusCheck.run(payees, proofs, display);
        balances.check(payees, proofs, display);
        if (!losses.isEmpty()) {
            throw new BenchException(
                    Trouble.UNAVAILABLE,
                    losses.size() + " of " + payees.size() + " connections were lost: "
                            + losses.getFirst().getMessage(),
                    "what the server had acknowledged is there: " + proofs.verified() + " payments",
                    losses.getFirst());
        }
        return asked;
    }

    private void registerOthers() throws BenchException, InterruptedException {
        int unknown = accounts.size() - accounts.registered();
        if (unknown <= 0) {
            return;
        }
        try (Display.Step step = display.begin("registering", unknown)) {
            while (accounts.registered() < accounts.size()) {
                int first = accounts.registered();
                int count = Math.min(REGISTERED_TOGETHER, accounts.size() - first);
                Crowd.forEach(count, (i, scratch) -> {
                    BenchAccount account = accounts.get(first + i);
                    try (TlsPeer peer = clients.connect(account, scratch)) {
                        balances.begin(first + i, clients.register(account, peer, scratch));
                    }
                    step.advance();
                });
                accounts.registeredUpTo(first + count);
            }
        }
    }

    private void reconnect(List<Payee> payees, List<Exception> losses, ProofCheck proofs)
            throws BenchException, InterruptedException {
        List<Integer> lost = payees.stream()
                .filter(payee -> payee.exchange().loss().isPresent())
                .map(payee -> payee.account().number())
                .toList();
        Crowd.forEach(lost.size(), (i, scratch) -> {
            BenchAccount account = accounts.get(lost.get(i));
            try {
                payees.set(lost.get(i), new Payee(account, clients.connect(account, scratch)));
            } catch (IOException gone) {
                throw new BenchException(
                        Trouble.UNAVAILABLE,
                        "the server is gone: " + losses.getFirst().getMessage(),
                        "it had acknowledged " + proofs.verified() + " payments",
                        gone);
            }
        });
    }
}
