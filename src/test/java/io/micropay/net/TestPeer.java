package io.micropay.net;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// A client that can behave well or badly: it has both its TLS and the socket under it in hand.
final class TestPeer implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 10_000;

    private final RawSocket raw;
    private final SSLSocket tls;
    private final BufferedReader in;

    private TestPeer(RawSocket raw, SSLSocket tls) throws IOException {
        this.raw = raw;
        this.tls = tls;
        this.in = new BufferedReader(new InputStreamReader(tls.getInputStream(), UTF_8));
    }

    static TestPeer connect(InetSocketAddress address, TlsContext context) throws IOException {
        return connect(address, context, 0);
    }

    /// @param receiveBytes the size of the socket's receive buffer, 0 for the system's
    static TestPeer connect(InetSocketAddress address, TlsContext context, int receiveBytes) throws IOException {
        var raw = new RawSocket();
        raw.setSoTimeout(PATIENCE_MILLIS);
        if (receiveBytes > 0) {
            raw.setReceiveBufferSize(receiveBytes);
        }
        raw.connect(address, PATIENCE_MILLIS);
        SSLSocket tls = context.over(raw, "localhost");
        tls.startHandshake();
        return new TestPeer(raw, tls);
    }

    SSLSocket tls() {
        return tls;
    }

    RawSocket raw() {
        return raw;
    }

    void send(String text) throws IOException {
        send(text.getBytes(UTF_8));
    }

    void send(byte[] bytes) throws IOException {
        tls.getOutputStream().write(bytes);
    }

    /// The next line, or null at the end.
    @Nullable
    String readLine() throws IOException {
        return in.readLine();
    }

    /// Whether the server ended the stream, rather than the TLS in it only.
    boolean streamHasEnded() throws IOException {
        return raw.getInputStream().read() < 0;
    }

    /// Half-closes in order.
    void closeNotify() throws IOException {
        tls.shutdownOutput();
        raw.shutdownOutput();
    }

    /// Ends the stream, and forgets to say so inside TLS.
    void endStream() throws IOException {
        raw.shutdownOutput();
    }

    /// Breaks the connection off.
    void reset() throws IOException {
        raw.setSoLinger(true, 0);
        raw.close();
    }

    @Override
    public void close() {
        raw.abort();
    }
}
