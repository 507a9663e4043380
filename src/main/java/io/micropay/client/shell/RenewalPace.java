package io.micropay.client.shell;

import java.time.Duration;

/// How often a wallet that stays open looks at its certificate.
///
/// @param look between two looks at the clock
/// @param again before a renewal that has failed is tried again: a third of a certificate's life leaves a month of days
record RenewalPace(Duration look, Duration again) {

    static final RenewalPace STANDARD = new RenewalPace(Duration.ofHours(1), Duration.ofDays(1));
}
