package io.micropay.net.dtls;

import java.io.IOException;
import org.bouncycastle.tls.ContentType;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.HandshakeType;
import org.bouncycastle.tls.TlsUtils;

/// What lies under a server's handshake: keeps the client's change of ciphers back until the client has proved that its
/// key is its own.
///
/// From that change on Bouncy Castle reads encrypted records alone, even if the proof, which comes in the clear before
/// it, was lost or overtaken. It would wait for the proof in vain. When the change is lost too, the client sends all of
/// it again.
final class OrderedTransport implements DatagramTransport {

    private static final int RECORD_HEADER_BYTES = 13;
    private static final int RECORD_LENGTH_AT = 11;

    private final BoundedTransport transport;
    private boolean proved;

    OrderedTransport(BoundedTransport transport) {
        this.transport = transport;
    }

    @Override
    public int receive(byte[] buffer, int offset, int length, int waitMillis) throws IOException {
        int received = transport.receive(buffer, offset, length, waitMillis);
        return isInOrder(buffer, offset, offset + received) ? received : 0;
    }

    /// The records are whole: the transport passes on no others.
    private boolean isInOrder(byte[] datagram, int offset, int end) {
        for (int at = offset; !proved && at < end; at += recordBytes(datagram, at)) {
            int type = TlsUtils.readUint8(datagram, at);
            if (type == ContentType.change_cipher_spec) {
                return false;
            }
            proved = type == ContentType.handshake
                    && TlsUtils.readUint16(datagram, at + RECORD_LENGTH_AT) > 0
                    && TlsUtils.readUint8(datagram, at + RECORD_HEADER_BYTES) == HandshakeType.certificate_verify;
        }
        return true;
    }

    private static int recordBytes(byte[] datagram, int at) {
        return RECORD_HEADER_BYTES + TlsUtils.readUint16(datagram, at + RECORD_LENGTH_AT);
    }

    @Override
    public void send(byte[] buffer, int offset, int length) throws IOException {
        transport.send(buffer, offset, length);
    }

    @Override
    public int getReceiveLimit() {
        return transport.getReceiveLimit();
    }

    @Override
    public int getSendLimit() {
        return transport.getSendLimit();
    }

    @Override
    public void close() throws IOException {
        transport.close();
    }
}
