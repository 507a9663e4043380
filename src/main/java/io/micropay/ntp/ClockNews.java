package io.micropay.ntp;

import java.util.Optional;

/// What there is to tell of the clock. What has not changed is not told again.
public sealed interface ClockNews {

    /// The clock is found to be right, off or wrong, and was not before.
    ///
    /// @param before empty when nothing was known
    record Found(NtpServer server, Deviation deviation, Optional<Deviation.Grade> before) implements ClockNews {}

    /// The server has fallen silent, or says nothing that could be used. What was found before still counts.
    record Unanswered(NtpServer server, String reason) implements ClockNews {}

    /// The server has forbidden to ask it again.
    ///
    /// @param code the protocol's word for it
    record Forbidden(NtpServer server, String code) implements ClockNews {}
}
