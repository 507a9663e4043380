package io.micropay.net.dtls;

import io.micropay.crypto.VerificationKey;
import java.io.IOException;

/// Serves the connections of a [DtlsListener].
public interface DtlsHandler {

    /// Whether a peer with this key may come in. Asked in the handshake, which ends if not.
    boolean admits(VerificationKey key);

    /// Serves one connection on its own virtual thread; it is closed in order afterwards.
    ///
    /// @throws IOException when the connection has ended, which is the peer's affair and no fault
    /// @throws InterruptedException when the thread is asked to stop
    void serve(DtlsConnection connection) throws IOException, InterruptedException;
}
