package io.micropay.net;

import io.micropay.jfr.HandshakeEvent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/// Turns a connected socket into a TLS connection, in time.
final class Handshake {

    private final TlsContext context;
    private final Watchdog watchdog;

    Handshake(TlsContext context, Watchdog watchdog) {
        this.context = context;
        this.watchdog = watchdog;
    }

    /// Shakes hands on the caller's thread. If that fails, the socket is closed, after the peer has
    /// had the time to read the alert that tells it why.
    ///
    /// @param host the name or address that was dialled, or the address of the dialler
    TlsConnection over(RawSocket raw, String host) throws IOException {
        var event = new HandshakeEvent();
        event.begin();
        event.remote = String.valueOf(raw.getRemoteSocketAddress());
        watchdog.watch(raw);
        raw.whole(watchdog.due(Deadline.HANDSHAKE));
        try {
            TlsConnection connection = shakeHands(raw, host, event);
            raw.whole(null);
            event.outcome = "established";
            return connection;
        } catch (IOException | RuntimeException failure) {
            event.outcome = String.valueOf(failure.getMessage());
            raw.closeDrained(watchdog.due(Deadline.DRAIN));
            watchdog.forget(raw);
            throw failure;
        } finally {
            event.commit();
        }
    }

    private TlsConnection shakeHands(RawSocket raw, String host, HandshakeEvent event) throws IOException {
        try {
            raw.setTcpNoDelay(true);
            SSLSocket tls = context.over(raw, host);
            tls.startHandshake();
            List<X509Certificate> chain = peerChain(tls.getSession());
            event.cipherSuite = tls.getSession().getCipherSuite();
            event.peer = chain.isEmpty()
                    ? ""
                    : chain.getFirst().getSubjectX500Principal().getName();
            var remote = (InetSocketAddress) raw.getRemoteSocketAddress();
            return new TlsConnection(new LineChannel(raw, tls, watchdog), chain, remote);
        } catch (IOException failure) {
            throw raw.explain(failure);
        }
    }

    private static List<X509Certificate> peerChain(SSLSession session) {
        try {
            return Arrays.stream(session.getPeerCertificates())
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (SSLPeerUnverifiedException withoutCertificate) {
            return List.of();
        }
    }
}
