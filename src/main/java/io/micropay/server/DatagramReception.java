package io.micropay.server;

import io.micropay.crypto.Fingerprint;
import io.micropay.crypto.UnsupportedKeyException;
import io.micropay.crypto.VerificationKey;
import io.micropay.net.dtls.DtlsConnection;
import io.micropay.net.dtls.DtlsHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// Decides who is served over UDP, and can end what a revoked key has begun.
///
/// No worker is taken: each request is short, a peer has one in hand at a time, and there are only so many peers.
final class DatagramReception implements DtlsHandler {

    private final Predicate<Fingerprint> revoked;
    private final KeyConnections keyConnections;
    private final Duration idle;
    private final DatagramDispatcher dispatcher;
    private final ServerLog log;
    private final Map<DtlsConnection, Fingerprint> open = new ConcurrentHashMap<>();

    /// @param connectionsPerKeyMax how many associations one key may have at the same time
    /// @param idle how long an association may be silent
    DatagramReception(
            Predicate<Fingerprint> revoked,
            int connectionsPerKeyMax,
            Duration idle,
            DatagramDispatcher dispatcher,
            ServerLog log) {
        this.revoked = revoked;
        this.keyConnections = new KeyConnections(connectionsPerKeyMax);
        this.idle = idle;
        this.dispatcher = dispatcher;
        this.log = log;
    }

    @Override
    public boolean admits(VerificationKey key) {
        return !revoked.test(key.fingerprint());
    }

    @Override
    public void serve(DtlsConnection connection) throws IOException, InterruptedException {
        Fingerprint key = keyOf(connection);
        if (!keyConnections.enter(key)) {
            log.turnedAway(connection.remote().getAddress(), "too many associations of its key");
            return;
        }
        open.put(connection, key);
        try {
            new DatagramSession(request -> dispatcher.answer(key, request)).serve(connection, idle);
        } finally {
            open.remove(connection);
            keyConnections.leave(key);
        }
    }

    private static Fingerprint keyOf(DtlsConnection connection) {
        try {
            return VerificationKey.of(connection.peerChain().getFirst().getPublicKey())
                    .fingerprint();
        } catch (UnsupportedKeyException impossible) {
            throw new IllegalStateException("the key was admitted", impossible);
        }
    }

    /// Ends the associations whose key was revoked.
    void endRevoked(Predicate<Fingerprint> isRevoked) {
        open.forEach((connection, key) -> {
            if (isRevoked.test(key)) {
                connection.end();
            }
        });
    }
}
