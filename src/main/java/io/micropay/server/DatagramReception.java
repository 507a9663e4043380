package io.micropay.server;

import io.micropay.crypto.Fingerprint;
import io.micropay.crypto.UnsupportedKeyException;
import io.micropay.crypto.VerificationKey;
import io.micropay.net.KeyConnections;
import io.micropay.net.dtls.DtlsConnection;
import io.micropay.net.dtls.DtlsHandler;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// Decides who is served over UDP, and can end what a revoked key has begun.
///
/// No worker is taken: each request is short, a peer has one in hand at a time, and there are only so many peers.
final class DatagramReception implements DtlsHandler {

    private final DatagramSettings settings;
    private final KeyConnections keyConnections;
    private final Predicate<Fingerprint> revoked;
    private final DatagramDispatcher dispatcher;
    private final ServerLog log;
    private final Map<DtlsConnection, Fingerprint> open = new ConcurrentHashMap<>();

    /// @param connectionsPerKeyMax how many associations one key may have at the same time
    DatagramReception(
            DatagramSettings settings,
            int connectionsPerKeyMax,
            Predicate<Fingerprint> revoked,
            DatagramDispatcher dispatcher,
            ServerLog log) {
        this.settings = settings;
        this.keyConnections = new KeyConnections(connectionsPerKeyMax);
        this.revoked = revoked;
        this.dispatcher = dispatcher;
        this.log = log;
    }

    DatagramSettings settings() {
        return settings;
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
            new DatagramSession(request -> dispatcher.answer(key, request))
                    .serve(connection, settings.limits().idle());
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
