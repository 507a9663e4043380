package io.micropay.bench;

import java.time.Instant;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// What a bench found.
///
/// @param at when the measurement began
/// @param proofsVerified how many acknowledged payments had proofs that were verified, those of the warm-up too
/// @param readyMillis how long the bench's own server took to its READY
/// @param diskBytes by how much its ledger grew
/// @param ledgerVerify what `ledger verify` said of it, or that it was skipped
public record BenchResult(
        BenchPlan plan,
        Instant at,
        Measurement measured,
        long proofsVerified,
        OptionalLong readyMillis,
        OptionalLong diskBytes,
        String ledgerVerify) {

    /// How much of the disk an acknowledged payment took.
    OptionalDouble diskBytesPerPayment() {
        return diskBytes.isEmpty() || proofsVerified == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) diskBytes.getAsLong() / proofsVerified);
    }

    /// The same with what is known of the server when it has stopped.
    public BenchResult with(OptionalLong ready, OptionalLong disk, String verified) {
        return new BenchResult(plan, at, measured, proofsVerified, ready, disk, verified);
    }
}
