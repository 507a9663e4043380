package io.micropay.net;

import java.io.IOException;

/// What a client is told while it comes to a worker.
///
/// A client that finds a free worker is only told `assigned`; one that waits is told its place
/// first, always.
public interface Greeting {

    /// The client waits. Runs on the client's own thread, inside [WorkerPermits#enter].
    ///
    /// @param ahead clients before this one, from 0
    void waiting(int ahead) throws IOException;

    /// The client has a worker. Runs on the client's own thread, or on the one that waited for it.
    void assigned() throws IOException;
}
