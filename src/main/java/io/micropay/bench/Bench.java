package io.micropay.bench;

import java.nio.file.Path;
import java.util.Optional;

/// Runs a plan against a server.
public final class Bench {

    private Bench() {}

    /// Runs it, whatever its mode.
    ///
    /// @param folder where the accounts' keys are kept for the next run; empty for keys that nobody needs again
    /// @param interrupts heeded while a load is measured, in every mode but `idle`; the result says that it was cut
    ///     short
    /// @throws BenchException when it cannot, or when the server has lost what it acknowledged
    public static BenchResult run(
            BenchPlan plan, Target target, Optional<Path> folder, Display display, Interrupts interrupts)
            throws BenchException, InterruptedException {
        OpenFiles.requireFor(plan.connections());
        Accounts accounts = Accounts.prepare(plan, target, folder, display);
        return switch (plan.mode()) {
            case PAYMENTS -> new PaymentBench(plan, target, accounts, display).run(interrupts);
            case LIST -> new ListBench(plan, target, accounts, display).run(interrupts);
            case HANDSHAKES -> new HandshakeBench(plan, target, accounts, display).run(interrupts);
            case IDLE -> new IdleBench(plan, target, accounts, display).run();
        };
    }
}
