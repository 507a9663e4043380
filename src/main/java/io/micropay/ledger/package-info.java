/// The double-entry book of accounts and transfers, kept by one writer that answers only what is durable.
///
/// Start at `Ledger`. A command becomes a `Pending`, waits in the `CommandQueue`, is taken with others by the
/// `LedgerWriter`, decided by the rules in `BatchDecision`, written as `BatchChanges`, and answered after the commit.
/// What merchants sell is decided beside the payments, by the rules in `ShopDecision`; its door is `Shops`. Which file
/// settles a merchant's day is, too, by `DayDecision`; its door is `Days`.
///
/// The package must not know signatures, messages or connections, and knows its store by an interface alone: no SQL
/// here.
@NullMarked
package io.micropay.ledger;

import org.jspecify.annotations.NullMarked;
