package io.micropay.bench;

import java.nio.file.Path;
import java.util.Optional;

/// Runs a plan against a server.
public final class Bench {

    private Bench() {}

    /// Runs it, whatever its mode.
    ///
    /// @param folder where the accounts' keys are kept for the next run; empty for keys that nobody needs again
    /// @throws BenchException when it cannot, or when the server has lost what it acknowledged
    public static BenchResult run(BenchPlan plan, Target target, Optional<Path> folder, Display display)
            throws BenchException, InterruptedException {
        OpenFiles.requireFor(plan.connections());
        Accounts accounts = Accounts.prepare(plan, target, folder, display);
        return switch (plan.mode()) {
            case PAYMENTS -> new PaymentBench(plan, target, accounts, display).run();
            case LIST -> new ListBench(plan, target, accounts, display).run();
            case HANDSHAKES -> new HandshakeBench(plan, target, accounts, display).run();
            case IDLE -> new IdleBench(plan, target, accounts, display).run();
        };
    }
}
