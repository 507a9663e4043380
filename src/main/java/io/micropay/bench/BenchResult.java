package io.micropay.bench;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// What a bench found.
///
/// @param at when the measurement began
/// @param memoryKbPerConnection what an idle connection takes in the server's memory
/// @param checks what held of the payments; empty where none were made
/// @param server what is known of the server because the bench has started it
public record BenchResult(
        BenchPlan plan,
        Instant at,
        Measurement measured,
        OptionalDouble memoryKbPerConnection,
        Optional<Checks> checks,
        Optional<OwnServer> server) {

    /// Fewer payments than these say nothing about the disk.
    private static final long PAYMENTS_MIN = 1_000;

    /// Nor do they where accounts were opened beside, more than one for so many payments.
    private static final long PAYMENTS_PER_DEPOSIT_MIN = 10;

    /// What held after a run of payments.
    ///
    /// @param acknowledged what the server's ledger must have
    /// @param status of how many payments `STATUS` said the same
    /// @param balances how many accounts have what they should have
    /// @param accounts how many accounts there are
    public record Checks(Acknowledged acknowledged, long status, int balances, int accounts) {}

    /// A server that was started for the bench, and has stopped.
    ///
    /// @param readyMillis from the start of its process to its READY
    /// @param diskBytes by how much its files grew, if it keeps its ledger in files
    /// @param ledgerVerify `ok` when `ledger verify` found nothing wrong, else `skipped`
    public record OwnServer(long readyMillis, OptionalLong diskBytes, String ledgerVerify) {}

    static BenchResult of(BenchPlan plan, Instant at, Measurement measured, Optional<Checks> checks) {
        return new BenchResult(plan, at, measured, OptionalDouble.empty(), checks, Optional.empty());
    }

    BenchResult withMemory(OptionalDouble kbPerConnection) {
        return new BenchResult(plan, at, measured, kbPerConnection, checks, server);
    }

    /// The same with what is known of the server.
    public BenchResult with(OwnServer own) {
        return new BenchResult(plan, at, measured, memoryKbPerConnection, checks, Optional.of(own));
    }

    /// How much of the disk an acknowledged payment took; empty where it cannot be seen, or says nothing because there
    /// are so few, or so many accounts were opened.
    OptionalDouble diskBytesPerPayment() {
        OptionalLong bytes = server.map(OwnServer::diskBytes).orElse(OptionalLong.empty());
        long payments = checks.map(held -> held.acknowledged().payments()).orElse(0L);
        long deposits = checks.map(held -> held.acknowledged().deposits()).orElse(0L);
        return bytes.isEmpty() || payments < Math.max(PAYMENTS_MIN, PAYMENTS_PER_DEPOSIT_MIN * deposits)
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) bytes.getAsLong() / payments);
    }
}
