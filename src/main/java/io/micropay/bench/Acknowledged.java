package io.micropay.bench;

import io.micropay.payment.Receipt;
import java.util.Optional;

/// What must be in a server's ledger after a bench.
///
/// @param payments those that were acknowledged, each with a proof that was verified, those of the warm-up too
/// @param deposits the opening deposits of accounts that were registered
/// @param undecided payments that were sent, and may be there as well: no answer said what became of them
/// @param last the receipt with the greatest number; its hash covers all that came before it
public record Acknowledged(long payments, long deposits, long undecided, Optional<Receipt> last) {}
