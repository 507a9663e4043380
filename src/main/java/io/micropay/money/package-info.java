/// The vocabulary of payments: amounts, account names and payment ids, each a type that cannot hold a wrong value.
///
/// Start at `Amount`. The package knows nothing but the JDK: no wire form other than the
/// text of its own values, no ledger, no input or output.
@NullMarked
package io.micropay.money;

import org.jspecify.annotations.NullMarked;
