package io.micropay.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/// An established TLS connection: its handshake is over, and its peer's certificate is accepted.
///
/// @param channel the lines on it
/// @param peerChain the certificates the peer sent, its own first; empty when it sent none. Only its own has been
/// judged
/// @param remote the peer's address
public record TlsConnection(LineChannel channel, List<X509Certificate> peerChain, InetSocketAddress remote)
        implements AutoCloseable {

    public TlsConnection {
        peerChain = List.copyOf(peerChain);
    }

    /// Dials a host and shakes hands, each within the handshake deadline.
    ///
    /// In TLS 1.3 the peer judges this side's certificate only after that: a refusal is met by the
    /// first read.
    ///
    /// @throws java.net.UnknownHostException when the name has no address
    /// @throws java.net.ConnectException when nobody listens there
    /// @throws java.net.SocketTimeoutException when nobody answers in time
    /// @throws javax.net.ssl.SSLException when one side refuses the other
    public static TlsConnection connect(String host, int port, TlsContext context, Watchdog watchdog)
            throws IOException {
        return new Handshake(context, watchdog).over(dial(host, port, watchdog.deadlines()), host);
    }

    private static RawSocket dial(String host, int port, Deadlines deadlines) throws IOException {
        IOException failure = new UnknownHostException(host);
        for (InetAddress address : InetAddress.getAllByName(host)) {
            var raw = new RawSocket();
            try {
                raw.connect(
                        new InetSocketAddress(address, port),
                        Math.toIntExact(deadlines.handshake().toMillis()));
                return raw;
            } catch (IOException e) {
                raw.abort();
                failure = e;
            }
        }
        throw failure;
    }

    /// The peer's own certificate.
    public Optional<X509Certificate> peer() {
        return peerChain.stream().findFirst();
    }

    /// Closes the channel in order.
    @Override
    public void close() {
        channel.close();
    }
}
