/// A merchant's end of day: what he says that he was paid, held against what the ledger says.
///
/// Start at [Reconciliation]. The package is rules alone: it takes bytes and values and gives values and bytes. It
/// knows neither who signed a file, nor where the ledger's payments come from, nor how anything is sent.
@NullMarked
package io.micropay.settlement;

import org.jspecify.annotations.NullMarked;
