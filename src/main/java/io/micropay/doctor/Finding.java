package io.micropay.doctor;

import java.util.Optional;

/// One thing that was looked at, and how it stands.
///
/// @param subject what it is, in a word or two
/// @param text what was found: one line, no secret in it
/// @param advice what to do about it
public record Finding(Verdict verdict, String subject, String text, Optional<String> advice) {

    public static Finding ok(String subject, String text) {
        return new Finding(Verdict.OK, subject, text, Optional.empty());
    }

    /// @param advice what to do about it
    static Finding warn(String subject, String text, String advice) {
        return new Finding(Verdict.WARN, subject, text, Optional.of(advice));
    }

    public static Finding fail(String subject, String text, Optional<String> advice) {
        return new Finding(Verdict.FAIL, subject, text, advice);
    }

    public boolean isFailure() {
        return switch (verdict) {
            case OK, WARN -> false;
            case FAIL, UNREACHABLE -> true;
        };
    }
}
