package io.micropay.ledger;

import io.micropay.money.Amount;
import java.time.Duration;

/// The bounds a ledger keeps.
///
/// @param waitingMax how many commands may wait for the writer; the next is told the ledger is busy
/// @param batchMax how many commands become durable together
/// @param openingDepositMax the largest opening deposit
/// @param rememberedMax how many refusals, and how many cancellations, are kept for an account
/// @param remembered how long each is kept
public record LedgerLimits(
        int waitingMax, int batchMax, Amount openingDepositMax, int rememberedMax, Duration remembered) {

    public LedgerLimits {
        if (waitingMax < 1 || batchMax < 1 || rememberedMax < 1) {
            throw new IllegalArgumentException("limits below one: " + waitingMax + " waiting, " + batchMax
                    + " a batch, " + rememberedMax + " remembered");
        }
        if (remembered.isNegative() || remembered.isZero()) {
            throw new IllegalArgumentException("nothing is remembered for " + remembered);
        }
    }

    /// The protocol's limits, with a queue that a thousand sessions cannot fill.
    public static LedgerLimits standard(Amount openingDepositMax) {
        return new LedgerLimits(8_192, 512, openingDepositMax, 1_000, Duration.ofHours(24));
    }
}
