package io.micropay.net.dtls;

import java.util.Arrays;
import org.bouncycastle.tls.ContentType;
import org.bouncycastle.tls.HandshakeType;
import org.bouncycastle.tls.TlsUtils;

/// Recognises a datagram in which a client asks for a handshake.
final class ClientHellos {

    private static final int EPOCH_AT = 3;
    private static final int MESSAGE_AT = 13;

    /// Behind the message's header and the client's version.
    private static final int RANDOM_AT = MESSAGE_AT + 12 + 2;

    private static final int RANDOM_BYTES = 32;

    private ClientHellos() {}

    static boolean isOne(byte[] datagram) {
        return datagram.length >= RANDOM_AT + RANDOM_BYTES
                && TlsUtils.readUint8(datagram, 0) == ContentType.handshake
                && TlsUtils.readUint16(datagram, EPOCH_AT) == 0
                && TlsUtils.readUint8(datagram, MESSAGE_AT) == HandshakeType.client_hello;
    }

    /// What tells one handshake of a client from its next; the same in a hello that is sent again.
    static byte[] random(byte[] hello) {
        return Arrays.copyOfRange(hello, RANDOM_AT, RANDOM_AT + RANDOM_BYTES);
    }
}
