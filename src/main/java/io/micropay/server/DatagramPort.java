package io.micropay.server;

import io.micropay.crypto.Fingerprint;
import io.micropay.net.dtls.DtlsListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Predicate;

/// The way to the shops over UDP, for as long as the server runs.
final class DatagramPort {

    private final DtlsListener listener;
    private final DatagramReception reception;

    private DatagramPort(DtlsListener listener, DatagramReception reception) {
        this.listener = listener;
        this.reception = reception;
    }

    /// @throws IOException when the address cannot be listened on
    static DatagramPort open(InetSocketAddress address, DatagramReception reception) throws IOException {
        DatagramSettings settings = reception.settings();
        return new DatagramPort(
                DtlsListener.open(address, settings.context(), settings.limits(), reception), reception);
    }

    void endRevoked(Predicate<Fingerprint> revoked) {
        reception.endRevoked(revoked);
    }

    /// Lets nobody in any more, and tells each peer goodbye when what it has in hand is answered.
    void end() {
        listener.end();
    }

    /// Waits until all peers have been told, and closes.
    ///
    /// @return whether all was answered in time
    boolean stop(Duration patience) throws InterruptedException {
        return listener.stop(patience);
    }
}
