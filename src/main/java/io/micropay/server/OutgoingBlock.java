package io.micropay.server;

/// Bytes that follow an answer, and what has to be given back when they have left.
///
/// @param left called once they have, or never will
@SuppressWarnings("ArrayRecordComponent") // compared nowhere, and changed by nobody
record OutgoingBlock(byte[] content, Runnable left) implements AutoCloseable {

    @Override
    public void close() {
        left.run();
    }
}
