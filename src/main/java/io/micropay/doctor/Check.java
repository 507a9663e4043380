package io.micropay.doctor;

import java.util.function.Consumer;

/// Looks at something. What stops it from looking is a finding, too.
public interface Check {

    /// What it looks at, in a word or two.
    String subject();

    /// Looks, and waits for nothing without an end.
    ///
    /// @param tell is told each finding as it is made
    /// @throws InterruptedException when it has taken too long
    void run(Consumer<Finding> tell) throws InterruptedException;
}
