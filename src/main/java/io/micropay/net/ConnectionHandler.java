package io.micropay.net;

import java.io.IOException;

/// Serves the connections of a [TlsListener].
@FunctionalInterface
public interface ConnectionHandler {

    /// Serves one connection on its own virtual thread; it is closed in order afterwards.
    ///
    /// @throws IOException when the connection broke, which is the peer's affair and no fault
    /// @throws InterruptedException when the thread is asked to stop
    void serve(TlsConnection connection) throws IOException, InterruptedException;
}
