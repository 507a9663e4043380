package io.micropay.net.dtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.ContentType;
import org.bouncycastle.tls.HandshakeType;
import org.bouncycastle.tls.TlsFatalAlert;
import org.junit.jupiter.api.Test;

class HandshakeBoundsTest {

    private static final int CERTIFICATE = HandshakeType.certificate;
    private static final int SIXTEEN_MEBIBYTES = (1 << 24) - 1;

    /// A fragment of ten bytes of a message that says it has so many.
    private static byte[] fragment(int type, int messageBytes) {
        return fragment(type, messageBytes, 2);
    }

    private static byte[] fragment(int type, int messageBytes, int number) {
        return ByteBuffer.allocate(22)
                .putInt(type << 24 | messageBytes)
                .putShort((short) number)
                .putShort((short) 0)
                .put((byte) 0)
                .put((byte) 0)
                .putShort((short) 10)
                .array();
    }

    private static byte[] record(int type, int epoch, byte[] content) {
        return ByteBuffer.allocate(13 + content.length)
                .put((byte) type)
                .putShort((short) 0xfefd)
                .putShort((short) epoch)
                .position(11)
                .putShort((short) content.length)
                .put(content)
                .array();
    }

    private static byte[] joined(byte[] one, byte[] other) {
        return ByteBuffer.allocate(one.length + other.length)
                .put(one)
                .put(other)
                .array();
    }

    private static boolean areKept(byte[] datagram) {
        byte[] shifted = joined(new byte[3], datagram);
        assertThat(HandshakeBounds.areKept(shifted, 3, datagram.length))
                .as("wherever it stands")
                .isEqualTo(HandshakeBounds.areKept(datagram, 0, datagram.length));
        return HandshakeBounds.areKept(datagram, 0, datagram.length);
    }

    @Test
    void messageMayBeAsLargeAsAnHonestOne() {
        assertThat(areKept(record(ContentType.handshake, 0, fragment(CERTIFICATE, HandshakeBounds.MESSAGE_BYTES_MAX))))
                .isTrue();
        assertThat(areKept(
                        record(ContentType.handshake, 0, fragment(CERTIFICATE, HandshakeBounds.MESSAGE_BYTES_MAX + 1))))
                .isFalse();
    }

    /// Memory is taken for messages that are ahead of what has come.
    @Test
    void noSideHasMoreMessagesThanAHandshakeTakes() {
        byte[] last = fragment(CERTIFICATE, 100, HandshakeBounds.MESSAGES_MAX - 1);
        byte[] oneMore = fragment(CERTIFICATE, 100, HandshakeBounds.MESSAGES_MAX);

        assertThat(areKept(record(ContentType.handshake, 0, last))).isTrue();
        assertThat(areKept(record(ContentType.handshake, 0, oneMore))).isFalse();
        assertThatThrownBy(() -> HandshakeBounds.check(oneMore, 0, oneMore.length))
                .isInstanceOf(TlsFatalAlert.class);
    }

    @Test
    void largeMessageIsFoundBehindAnotherInItsRecordOrItsDatagram() {
        byte[] small = fragment(CERTIFICATE, 100);
        byte[] large = fragment(CERTIFICATE, SIXTEEN_MEBIBYTES);

        assertThat(areKept(record(ContentType.handshake, 0, joined(small, large))))
                .isFalse();
        assertThat(areKept(joined(record(ContentType.handshake, 0, small), record(ContentType.handshake, 0, large))))
                .isFalse();
    }

    @Test
    void recordsThatAreNotWholeAreDropped() {
        byte[] whole = record(ContentType.application_data, 1, new byte[20]);

        assertThat(areKept(whole)).isTrue();
        assertThat(areKept(Arrays.copyOf(whole, whole.length - 1))).isFalse();
        assertThat(areKept(joined(whole, new byte[5]))).isFalse();
    }

    @Test
    void whatIsEncryptedIsNotLookedAtYet() {
        assertThat(areKept(record(ContentType.handshake, 1, fragment(CERTIFICATE, SIXTEEN_MEBIBYTES))))
                .isTrue();
    }

    @Test
    void decryptedMessageHasTheSameBounds() throws Exception {
        byte[] finished = fragment(HandshakeType.finished, 12);
        HandshakeBounds.check(finished, 0, finished.length);

        byte[] large = fragment(HandshakeType.finished, SIXTEEN_MEBIBYTES);
        assertThatThrownBy(() -> HandshakeBounds.check(large, 0, large.length)).isInstanceOf(TlsFatalAlert.class);
    }

    @Test
    void helloOfAnEstablishedPeerIsRefused() {
        byte[] hello = fragment(HandshakeType.client_hello, 100);

        assertThatThrownBy(() -> HandshakeBounds.check(hello, 0, hello.length))
                .isInstanceOfSatisfying(
                        TlsFatalAlert.class,
                        alert -> assertThat(alert.getAlertDescription()).isEqualTo(AlertDescription.no_renegotiation));
    }
}
