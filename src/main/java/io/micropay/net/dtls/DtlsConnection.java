package io.micropay.net.dtls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.TlsFatalAlertReceived;
import org.bouncycastle.tls.TlsTimeoutException;

/// An established association: its handshake is over, and both sides have accepted the other's certificate.
///
/// Datagrams on it are secret and unchanged, and none comes twice; they may be lost, or come in another order. One
/// thread receives and sends; any may end it.
public final class DtlsConnection implements AutoCloseable {

    private final DTLSTransport transport;
    private final BoundedTransport bounded;
    private final BoundedTransport.Way way;
    private final List<X509Certificate> peerChain;
    private final InetSocketAddress remote;
    private final byte[] buffer = new byte[BoundedTransport.RECEIVE_BYTES_MAX];

    DtlsConnection(
            DTLSTransport transport,
            BoundedTransport bounded,
            BoundedTransport.Way way,
            List<X509Certificate> peerChain,
            InetSocketAddress remote) {
        this.transport = transport;
        this.bounded = bounded;
        this.way = way;
        this.peerChain = List.copyOf(peerChain);
        this.remote = remote;
    }

    /// Dials a host and shakes hands.
    ///
    /// @param patience for the handshake
    /// @throws java.net.UnknownHostException when the name has no address
    /// @throws java.net.PortUnreachableException when the host says that nobody listens there
    /// @throws SocketTimeoutException when nobody answers in time
    /// @throws RefusedException when the other side refuses this one
    public static DtlsConnection connect(String host, int port, DtlsContext context, Duration patience)
            throws IOException {
        var remote = new InetSocketAddress(InetAddress.getByName(host), port);
        var way = SocketWay.to(remote);
        try {
            var side = new ClientSide(context, host, patience);
            var bounded = new BoundedTransport(way);
            DTLSTransport transport = new DTLSClientProtocol().connect(side, bounded);
            return new DtlsConnection(transport, bounded, way, side.peerChain(), remote);
        } catch (IOException failure) {
            way.close();
            throw explained(failure);
        }
    }

    /// The next datagram; empty when none has come in time. What is no part of the association is passed over, and
    /// gains its sender no time.
    ///
    /// @throws AssociationEndedException when it has ended
    /// @throws RefusedException when the other side ended it with an alert
    public Optional<byte[]> receive(Duration patience) throws IOException {
        int millis = Math.toIntExact(Math.max(1, patience.toMillis()));
        try {
            int length = transport.receive(buffer, 0, buffer.length, millis);
            return length < 0 ? Optional.empty() : Optional.of(Arrays.copyOf(buffer, length));
        } catch (IOException failure) {
            throw explained(failure);
        }
    }

    /// Nobody outside this package need know whose exceptions these are.
    private static IOException explained(IOException failure) {
        return switch (failure) {
            case TlsTimeoutException late -> (IOException) new SocketTimeoutException("no answer").initCause(late);
            case TlsFatalAlertReceived alert ->
                new RefusedException(AlertDescription.getName(alert.getAlertDescription()), alert);
            default -> failure;
        };
    }

    /// Sends one datagram, of at least one byte and no more than a path carries in one piece.
    public void send(byte[] datagram) throws IOException {
        transport.send(datagram, 0, datagram.length);
        bounded.flush();
    }

    /// The certificates the peer sent, its own first. Only its own has been judged.
    public List<X509Certificate> peerChain() {
        return peerChain;
    }

    public InetSocketAddress remote() {
        return remote;
    }

    /// From any thread: nothing more is received, and whoever waits for it is told so.
    public void end() {
        way.close();
    }

    /// Tells the peer, and closes.
    @Override
    public void close() {
        try {
            transport.close();
        } catch (IOException gone) {
            // There is nobody left to be told.
        } finally {
            way.close();
        }
    }
}
