/// The command line and the composition root: the one place that sees every package and puts the parts together.
///
/// Start at [Main]. Nothing may know this package; it must not decide anything about a
/// payment, which is the work of those it puts together.
@NullMarked
package io.micropay.cli;

import org.jspecify.annotations.NullMarked;
