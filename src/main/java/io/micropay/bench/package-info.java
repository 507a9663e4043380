/// The load generator: many logged-in payees on connections of their own, payments that were signed beforehand, and
/// checks that nothing of what the server acknowledged is lost.
///
/// Start at `PaymentBench`. The package sees the server from outside only, as every client does: it must not know the
/// ledger or the server's code, nor the command line. What it costs counts against the server it measures, so the path
/// of one payment through [LoadLoop] allocates and parses next to nothing.
@NullMarked
package io.micropay.bench;

import org.jspecify.annotations.NullMarked;
