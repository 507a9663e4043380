package io.micropay.bench;

import io.micropay.bench.BenchException.Trouble;
import io.micropay.bench.BenchPlan.Extent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Measures `LIST`: everybody asks who is online, and everybody is.
final class ListBench {

    private final BenchPlan plan;
    private final Target target;
    private final Accounts accounts;
    private final Display display;

    ListBench(BenchPlan plan, Target target, Accounts accounts, Display display) {
        this.plan = plan;
        this.target = target;
        this.accounts = accounts;
        this.display = display;
    }

    BenchResult run(Interrupts interrupts) throws BenchException, InterruptedException {
        Clients clients = new Clients(target, accounts);
        Balances unchanged = new Balances(accounts, plan.connections(), clients);
        List<Payee> online = Payees.connect(plan.connections(), accounts, clients, unchanged, display);
        Cutoff cutoff = new Cutoff();
        try {
            if (plan.warmUp().isPositive()) {
                ask("warming up", online, new Extent.Time(plan.warmUp()), new Measurement(), cutoff);
            }
            Instant at = Instant.now();
            Measurement measured = new Measurement();
            cutoff.heed(
                    interrupts, plan.extent(), measured, () -> ask("running", online, plan.extent(), measured, cutoff));
            return BenchResult.of(plan, at, measured, Optional.empty());
        } finally {
            online.forEach(payee -> payee.peer().close());
        }
    }

    private void ask(String what, List<Payee> online, Extent extent, Measurement measured, Cutoff cutoff)
            throws BenchException, InterruptedException {
        List<ListCaller> callers = new ArrayList<>();
        for (int i = 0; i < online.size(); i++) {
            long share = switch (extent) {
                case Extent.Requests requests ->
                    requests.count() * (i + 1) / online.size() - requests.count() * i / online.size();
                case Extent.Time time -> Long.MAX_VALUE;
            };
            callers.add(new ListCaller(online.get(i).peer(), share));
        }
        try (Display.Step step = display.begin(what, extent)) {
            new LoadRun(target.process())
                    .run(callers, plan.schedule(), Ending.of(extent, cutoff), step::advance, measured);
        }
        for (ListCaller caller : callers) {
            measured.count("LIST", caller.listed());
            if (caller.refused() > 0) {
                measured.count("REFUSED", caller.refused());
            }
            Optional<Exception> loss = caller.loss();
            if (loss.isPresent()) {
                throw new BenchException(
                        Trouble.UNAVAILABLE,
                        "a connection was lost: " + loss.get().getMessage(),
                        null,
                        loss.get());
            }
        }
    }
}
