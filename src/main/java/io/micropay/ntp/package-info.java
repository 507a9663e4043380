/// Whether this machine's clock is right, asked of an NTP server (RFC 5905).
///
/// Start at [io.micropay.ntp.ClockWatch]. The clock is never set here, only judged; what follows from a wrong one is
/// for those to decide who depend on it. The package knows nothing of payments.
@NullMarked
package io.micropay.ntp;

import org.jspecify.annotations.NullMarked;
