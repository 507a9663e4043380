package io.micropay.ntp;

/// What came of one question.
sealed interface NtpAnswer {

    /// The server has told the time.
    record Time(Measurement measurement) implements NtpAnswer {}

    /// The server does not want to be asked like this: a kiss-o'-death (RFC 5905, section 7.4).
    ///
    /// @param code four letters
    record Kiss(String code) implements NtpAnswer {

        /// Whether it must never be asked again.
        boolean isFinal() {
            return code.equals("DENY") || code.equals("RSTR");
        }

        /// Whether it must be asked less often.
        boolean isTooOften() {
            return code.equals("RATE");
        }
    }

    /// Nothing that could be used.
    record Nothing(String reason) implements NtpAnswer {}
}
