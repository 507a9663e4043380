package io.micropay.net.dtls;

import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.ContentType;
import org.bouncycastle.tls.HandshakeType;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsUtils;

/// How large a handshake message may call itself, and how many there may be.
///
/// A fragment names the length of its whole message (RFC 6347, section 4.2.2), up to 16 MiB, and Bouncy Castle takes
/// memory for all of it at once, for the next 16 messages of each peer: a quarter of a gigabyte for one datagram. The
/// largest honest message is a chain of two certificates with RSA keys of 4,096 bits, 3 KiB, and no side has more than
/// nine messages to say.
final class HandshakeBounds {

    static final int MESSAGE_BYTES_MAX = 8_192;
    static final int MESSAGES_MAX = 9;

    private static final int RECORD_HEADER_BYTES = 13;
    private static final int EPOCH_AT = 3;
    private static final int RECORD_LENGTH_AT = 11;

    private static final int MESSAGE_HEADER_BYTES = 12;
    private static final int MESSAGE_LENGTH_AT = 1;
    private static final int MESSAGE_NUMBER_AT = 4;
    private static final int FRAGMENT_LENGTH_AT = 9;

    private HandshakeBounds() {}

    /// Whether a datagram consists of whole records, none of which has a handshake message in the clear that is too
    /// large or one too many. What is not in the clear is looked at again when it is, by [BoundedCipher].
    static boolean areKept(byte[] datagram, int offset, int length) {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            if (end - at < RECORD_HEADER_BYTES) {
                return false;
            }
            int fragment = TlsUtils.readUint16(datagram, at + RECORD_LENGTH_AT);
            if (end - at - RECORD_HEADER_BYTES < fragment) {
                return false;
            }
            boolean clear = TlsUtils.readUint16(datagram, at + EPOCH_AT) == 0;
            boolean handshake = TlsUtils.readUint8(datagram, at) == ContentType.handshake;
            if (clear && handshake && !areMessagesBounded(datagram, at + RECORD_HEADER_BYTES, fragment)) {
                return false;
            }
            at += RECORD_HEADER_BYTES + fragment;
        }
        return true;
    }

    /// Refuses the content of a record that was not in the clear. There is none but a Finished: a hello there would
    /// begin a renegotiation, which would let a peer change who it is.
    static void check(byte[] content, int offset, int length) throws TlsFatalAlert {
        if (!areMessagesBounded(content, offset, length)) {
            throw new TlsFatalAlert(AlertDescription.decode_error);
        }
        if (length > 0 && TlsUtils.readUint8(content, offset) == HandshakeType.client_hello) {
            throw new TlsFatalAlert(AlertDescription.no_renegotiation);
        }
    }

    private static boolean areMessagesBounded(byte[] record, int offset, int length) {
        int at = offset;
        int end = offset + length;
        while (end - at >= MESSAGE_HEADER_BYTES) {
            if (TlsUtils.readUint24(record, at + MESSAGE_LENGTH_AT) > MESSAGE_BYTES_MAX
                    || TlsUtils.readUint16(record, at + MESSAGE_NUMBER_AT) >= MESSAGES_MAX) {
                return false;
            }
            at += MESSAGE_HEADER_BYTES + TlsUtils.readUint24(record, at + FRAGMENT_LENGTH_AT);
        }
        return true;
    }
}
