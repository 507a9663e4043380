/// The ledger's stores in SQL: one contract, one dialect seam, numbered migrations.
///
/// Start at `SqliteStore` and `PostgresStore`. `JdbcBatch`, `JdbcReader` and the classes named `...Rows` are for every
/// engine. What differs stands behind `BatchWriter`, the course of a transaction, and `Dialect`, the spelling; and in
/// the migrations, which are resources beside this package.
///
/// Only `cli`, which puts the parts together, may see this package; it must not know payments, wire or connections.
@NullMarked
package io.micropay.ledger.jdbc;

import org.jspecify.annotations.NullMarked;
