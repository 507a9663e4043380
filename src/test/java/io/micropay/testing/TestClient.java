package io.micropay.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// A client that says and expects bare lines, over real TLS.
///
/// It speaks through the JDK's TLS alone and not through `net`, so that an error which both our ends share would
/// show. It waits at most ten seconds for a line, so that a server that owes one fails the test.
public final class TestClient implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 10_000;
    private static final int LINE_BYTES_MAX = 4_096;
    private static final int LEAVING_MILLIS = 200;

    private final Socket raw;
    private final SSLSocket tls;
    private final InputStream in;

    private TestClient(Socket raw, SSLSocket tls) throws IOException {
        this.raw = raw;
        this.tls = tls;
        this.in = new BufferedInputStream(tls.getInputStream());
    }

    /// @param receiveBytes the size of the socket's receive buffer, 0 for the system's
    static TestClient connect(InetSocketAddress server, SSLContext context, int receiveBytes) {
        try {
            Socket raw = new Socket();
            raw.setSoTimeout(PATIENCE_MILLIS);
            raw.setTcpNoDelay(true);
            if (receiveBytes > 0) {
                raw.setReceiveBufferSize(receiveBytes);
            }
            raw.connect(server, PATIENCE_MILLIS);
            String host = server.getAddress().getHostAddress();
            SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(raw, host, server.getPort(), true);
            SSLParameters parameters = tls.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            tls.setSSLParameters(parameters);
            tls.startHandshake();
            return new TestClient(raw, tls);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Says a line.
    public TestClient send(String line) {
        return sendBytes((line + "\n").getBytes(UTF_8));
    }

    /// Says these bytes, whatever they are.
    public TestClient sendBytes(byte[] bytes) {
        try {
            tls.getOutputStream().write(bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The next line; fails when the server closes instead.
    public String read() {
        String line = readOrEnd();
        if (line == null) {
            throw new UncheckedIOException(new EOFException("the server has closed instead of saying a line"));
        }
        return line;
    }

    /// The next line, null when the server has closed in order.
    public @Nullable String readOrEnd() {
        try {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            int next = in.read();
            if (next < 0) {
                return null;
            }
            while (next != '\n') {
                assertThat(next).as("the rest of the line " + line).isNotNegative();
                line.write(next);
                next = in.read();
            }
            assertThat(line.size()).as("bytes of the line " + line).isLessThan(LINE_BYTES_MAX);
            return line.toString(UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The next bytes, exactly so many.
    public byte[] readBytes(int count) {
        try {
            byte[] bytes = in.readNBytes(count);
            assertThat(bytes).hasSize(count);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Says a line and reads one.
    public String ask(String line) {
        return send(line).read();
    }

    /// Says a line at the moment at which the others at `start` do, and reads its answer.
    ///
    /// @param questions how many the server has to answer first: they put the line off
    public String askTogether(CyclicBarrier start, int questions, String line) throws Exception {
        start.await();
        send("HELLO#1\n".repeat(questions) + line);
        for (int i = 0; i < questions; i++) {
            expect("HELLO#1#*");
        }
        return read();
    }

    /// Says a line and reads a status block.
    public List<String> askForStatus(String request) {
        return send(request).readStatus();
    }

    /// Reads a status block; its lines without the count: the balance, then one for each account online.
    public List<String> readStatus() {
        List<String> lines = new ArrayList<>();
        lines.add(read());
        int online = Integer.parseInt(read());
        for (int i = 0; i < online; i++) {
            lines.add(read());
        }
        return lines;
    }

    /// Reads lines, each of which must be the next of these; `*` stands for anything.
    public TestClient expect(String... patterns) {
        for (String pattern : patterns) {
            assertThat(read()).matches(glob(pattern));
        }
        return this;
    }

    /// The server must close in order, without another line.
    public void expectEnd() {
        assertThat(readOrEnd()).isNull();
    }

    /// The server must refuse the client in its TLS, without a line.
    public void expectAlert() {
        assertThatThrownBy(in::read).isInstanceOf(SSLException.class).hasMessageContaining("alert");
    }

    /// The connection must break or end, without another line.
    public void expectGone() {
        try {
            assertThat(readOrEnd()).isNull();
        } catch (UncheckedIOException broken) {
            assertThat(broken.getCause()).isNotInstanceOf(SocketTimeoutException.class);
        }
    }

    /// The certificates the server showed, its own first.
    public List<X509Certificate> serverChain() {
        try {
            return Arrays.stream(tls.getSession().getPeerCertificates())
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (SSLException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Says that nothing more will come, and goes on reading.
    public TestClient halfClose() {
        try {
            tls.shutdownOutput();
            if (!raw.isOutputShutdown()) {
                raw.shutdownOutput();
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Breaks the connection without a word.
    public void abort() {
        try {
            raw.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        leave();
    }

    /// Leaves in order, as far as the server lets it.
    public void leave() {
        try (raw) {
            raw.setSoTimeout(LEAVING_MILLIS);
            halfClose();
            while (in.read() >= 0) {}
        } catch (IOException | UncheckedIOException gone) {
            // The connection is over in any case.
        }
    }

    static Pattern glob(String pattern) {
        StringBuilder regex = new StringBuilder();
        Matcher star = Pattern.compile("\\*").matcher(pattern);
        int end = 0;
        while (star.find()) {
            regex.append(Pattern.quote(pattern.substring(end, star.start()))).append(".*");
            end = star.end();
        }
        return Pattern.compile(
                regex.append(Pattern.quote(pattern.substring(end))).toString());
    }
}
