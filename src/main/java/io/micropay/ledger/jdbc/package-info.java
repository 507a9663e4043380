/// The ledger's stores in SQL: one contract, one dialect seam, numbered migrations.
///
/// Start at `SqliteStore`. Only `cli`, which puts the parts together, may see this package; it
/// must not know payments, wire or connections.
@NullMarked
package io.micropay.ledger.jdbc;

import org.jspecify.annotations.NullMarked;
