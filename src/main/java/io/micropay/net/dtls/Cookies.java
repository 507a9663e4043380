package io.micropay.net.dtls;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.tls.DTLSRequest;
import org.bouncycastle.tls.DTLSVerifier;
import org.bouncycastle.tls.DatagramSender;
import org.bouncycastle.tls.crypto.TlsCrypto;
import org.jspecify.annotations.Nullable;

/// Has clients show that datagrams reach them at the address they claim, before anything is kept of them (RFC 6347,
/// section 4.2.1).
///
/// A cookie is a code over the address and the hello, and is checked by computing it again. The answer that carries it
/// is 60 bytes, and no hello is shorter: nobody can have us send more to a victim than was sent to us. The secret
/// changes every minute, and the one before it still counts; cookies that somebody has gathered soon count no more.
/// For one thread.
final class Cookies {

    private static final long SECRET_NANOS = Duration.ofMinutes(1).toNanos();

    private final TlsCrypto crypto;
    private DTLSVerifier current;
    private @Nullable DTLSVerifier former;
    private long changedAt = System.nanoTime();

    Cookies(TlsCrypto crypto) {
        this.crypto = crypto;
        this.current = new DTLSVerifier(crypto);
    }

    /// The request for a handshake when the hello has its cookie; else it is sent one, if it is a hello at all.
    Optional<DTLSRequest> check(InetSocketAddress client, byte[] hello, Output output) {
        changeSecret(System.nanoTime());
        byte[] id = id(client);
        DTLSVerifier before = former;
        DTLSRequest request = before == null ? null : verify(before, id, hello, none -> {});
        if (request == null) {
            request = verify(current, id, hello, output);
        }
        return Optional.ofNullable(request);
    }

    /// Where the one answer goes.
    @FunctionalInterface
    interface Output {
        void send(byte[] datagram) throws IOException;
    }

    private void changeSecret(long now) {
        if (now - changedAt >= SECRET_NANOS) {
            former = current;
            current = new DTLSVerifier(crypto);
            changedAt = now;
        }
    }

    private static @Nullable DTLSRequest verify(DTLSVerifier verifier, byte[] id, byte[] hello, Output output) {
        try {
            return verifier.verifyRequest(id, hello, 0, hello.length, new Answer(output));
        } catch (RuntimeException malformed) {
            // It is read before anything is known of who has sent it: whatever is wrong with it is no fault of ours.
            return null;
        }
    }

    private static byte[] id(InetSocketAddress client) {
        byte[] address = client.getAddress().getAddress();
        return ByteBuffer.allocate(address.length + Integer.BYTES)
                .put(address)
                .putInt(client.getPort())
                .array();
    }

    private record Answer(Output output) implements DatagramSender {

        @Override
        public int getSendLimit() {
            return BoundedTransport.SEND_BYTES_MAX;
        }

        @Override
        public void send(byte[] buffer, int offset, int length) throws IOException {
            output.send(Arrays.copyOfRange(buffer, offset, offset + length));
        }
    }
}
