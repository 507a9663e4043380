/// The double-entry book of accounts and transfers, kept by one writer that answers only what is durable.
///
/// Start at `Ledger`. The package must not know signatures, messages or connections, and knows
/// its store by an interface alone: no SQL here.
@NullMarked
package io.micropay.ledger;

import org.jspecify.annotations.NullMarked;
