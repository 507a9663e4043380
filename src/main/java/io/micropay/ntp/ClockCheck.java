package io.micropay.ntp;

import java.util.Optional;

/// Who can say that the clock is wrong.
public interface ClockCheck {

    /// For a clock that nobody has been asked about.
    ClockCheck NONE = Optional::empty;

    /// How wrong the clock is, when it is known to be.
    Optional<Deviation> wrongBy();
}
