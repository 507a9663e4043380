package io.micropay.net.dtls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import org.bouncycastle.tls.DatagramTransport;

/// What lies under an association: passes on none but well-formed datagrams whose handshake messages are in bounds.
///
/// Bouncy Castle sends each message of a handshake by itself. Here those of a flight share datagrams (RFC 6347, section
/// 4.2.3): where a network loses datagrams, a third as many are lost, and a change of ciphers comes with what it is
/// for.
final class BoundedTransport implements DatagramTransport {

    /// Whole flights fit, as some peers send them on a machine's own interface.
    static final int RECEIVE_BYTES_MAX = 4_096;

    /// An answer of 1,200 bytes with what DTLS adds, and small enough for every path but those through tunnels in
    /// tunnels: handshake messages that are larger go in fragments.
    static final int SEND_BYTES_MAX = 1_300;

    private final Way way;
    private final ReentrantLock sending = new ReentrantLock();
    private final ByteBuffer unsent = ByteBuffer.allocate(SEND_BYTES_MAX);

    BoundedTransport(Way way) {
        this.way = way;
    }

    /// Where datagrams come from and go to.
    interface Way {

        /// The next datagram's length, once it is in `buffer`; negative when none has come in time.
        ///
        /// @throws AssociationEndedException when none will come any more
        int receive(byte[] buffer, int offset, int length, int waitMillis) throws IOException;

        void send(byte[] buffer, int offset, int length) throws IOException;

        /// From any thread: no more datagrams come.
        void close();
    }

    @Override
    public int receive(byte[] buffer, int offset, int length, int waitMillis) throws IOException {
        // Whoever waits has said all that he has to say.
        flush();
        int received = way.receive(buffer, offset, length, waitMillis);
        // For its reader an empty datagram is one that it passes over.
        return received < 0 || HandshakeBounds.areKept(buffer, offset, received) ? received : 0;
    }

    @Override
    public void send(byte[] buffer, int offset, int length) throws IOException {
        sending.lock();
        try {
            if (length > unsent.remaining()) {
                flush();
            }
            unsent.put(buffer, offset, length);
        } finally {
            sending.unlock();
        }
    }

    /// Sends what is there to be sent.
    void flush() throws IOException {
        sending.lock();
        try {
            if (unsent.position() > 0) {
                way.send(unsent.array(), 0, unsent.position());
            }
        } finally {
            unsent.clear();
            sending.unlock();
        }
    }

    @Override
    public int getReceiveLimit() {
        return RECEIVE_BYTES_MAX;
    }

    @Override
    public int getSendLimit() {
        return SEND_BYTES_MAX;
    }

    @Override
    public void close() throws IOException {
        try {
            flush();
        } finally {
            way.close();
        }
    }
}
