package io.micropay.doctor;

import java.util.function.Consumer;

/// What could not be looked at, and what it takes.
///
/// @param advice what to do about it
public record NotLookedAt(String subject, String why, String advice) implements Check {

    @Override
    public void run(Consumer<Finding> tell) {
        tell.accept(Finding.warn(subject, "not looked at: " + why, advice));
    }
}
