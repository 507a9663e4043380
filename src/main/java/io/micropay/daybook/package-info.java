/// A merchant's day as a ledger has it: which of its payments a settlement is to be held against.
///
/// Start at `DayBook`. Who settles a day asks for it, and who audits what was settled asks again. It must not know
/// what a merchant has filed, nor who signs what.
@NullMarked
package io.micropay.daybook;

import org.jspecify.annotations.NullMarked;
