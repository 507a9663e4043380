package io.micropay.bench;

/// Where a person sees how far a bench is.
public interface Display {

    /// Something that takes a while and has begun.
    interface Step extends AutoCloseable {

        /// One more is done; from any thread.
        void advance();

        /// All is done, or no more will be.
        @Override
        void close();
    }

    /// Shows that something has begun.
    ///
    /// @param all how much there is to do
    Step begin(String what, long all);
}
