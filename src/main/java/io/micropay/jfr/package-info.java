/// The JDK Flight Recorder events by which micropay explains its own slowness.
///
/// Start at `PaymentEvent`. An event carries plain numbers and strings, so the package knows
/// no other one of micropay, and every other one may record with it.
@NullMarked
package io.micropay.jfr;

import org.jspecify.annotations.NullMarked;
