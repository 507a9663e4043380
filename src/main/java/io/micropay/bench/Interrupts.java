package io.micropay.bench;

/// How a person says that he has seen enough of a load, such as by Ctrl-C.
@FunctionalInterface
public interface Interrupts {

    /// Heeds the first one from now on, instead of having it end the process.
    ///
    /// @param cut what it does then, on any thread
    Heed heed(Runnable cut);

    /// That interrupts are heeded, until it ends.
    @FunctionalInterface
    interface Heed {
        void end();
    }
}
