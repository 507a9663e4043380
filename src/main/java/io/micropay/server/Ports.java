package io.micropay.server;

import io.micropay.crypto.Fingerprint;
import io.micropay.net.ConnectionHandler;
import io.micropay.net.TlsContext;
import io.micropay.net.TlsListener;
import io.micropay.net.Watchdog;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/// The ways in: TLS, and UDP on the port of the same number where a server has it.
final class Ports {

    private static final int BACKLOG = 1_024;

    private final Watchdog watchdog;
    private final TlsListener connections;
    private final Optional<DatagramPort> datagrams;

    private Ports(Watchdog watchdog, TlsListener connections, Optional<DatagramPort> datagrams) {
        this.watchdog = watchdog;
        this.connections = connections;
        this.datagrams = datagrams;
    }

    /// Starts to listen on all of them, or on none.
    ///
    /// @throws IOException when the address cannot be listened on
    static Ports open(
            ServerSettings settings,
            TlsContext tls,
            ConnectionHandler reception,
            Optional<DatagramReception> datagramReception)
            throws IOException {
        var watchdog = Watchdog.start(settings.deadlines());
        try {
            var connections = TlsListener.open(settings.address(), BACKLOG, tls, watchdog, reception);
            return new Ports(watchdog, connections, beside(connections, datagramReception));
        } catch (IOException unavailable) {
            watchdog.close();
            throw unavailable;
        }
    }

    private static Optional<DatagramPort> beside(TlsListener connections, Optional<DatagramReception> reception)
            throws IOException {
        if (reception.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(DatagramPort.open(connections.address(), reception.get()));
        } catch (IOException unavailable) {
            connections.close();
            throw unavailable;
        }
    }

    /// Where it listens, with the port it took.
    InetSocketAddress address() {
        return connections.address();
    }

    /// Ends what a revoked key has begun over UDP.
    void endRevoked(Predicate<Fingerprint> revoked) {
        datagrams.ifPresent(port -> port.endRevoked(revoked));
    }

    /// Lets nobody in any more. What goes over UDP ends by itself when what is in hand is answered.
    void admitNoMore() {
        datagrams.ifPresent(DatagramPort::end);
        connections.close();
    }

    /// Waits for what goes over UDP to have ended, and stops watching over all deadlines.
    ///
    /// @return whether it ended in time
    boolean close(Duration patience) throws InterruptedException {
        boolean ended = datagrams.isEmpty() || datagrams.get().stop(patience);
        watchdog.close();
        return ended;
    }
}
