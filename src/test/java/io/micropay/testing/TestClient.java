package io.micropay.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.crypto.Identity;
import io.micropay.net.Deadlines;
import io.micropay.net.TlsConnection;
import io.micropay.net.TlsContext;
import io.micropay.net.Watchdog;
import io.micropay.net.WireException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A client that says and expects bare lines, over real TLS.
///
/// It waits at most ten seconds for a line, so that a server that owes one fails the test.
public final class TestClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int ANSWER_BYTES_MAX = 16_384;
    private static final Watchdog WATCHDOG =
            Watchdog.start(new Deadlines(PATIENCE, PATIENCE, PATIENCE, PATIENCE, Duration.ofMillis(200), PATIENCE));

    private final TlsConnection connection;

    private TestClient(TlsConnection connection) {
        this.connection = connection;
    }

    static TestClient connect(int port, @Nullable Identity identity, X509Certificate ca) {
        try {
            return new TestClient(TlsConnection.connect("127.0.0.1", port, TlsContext.client(identity, ca), WATCHDOG));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Says a line.
    public TestClient send(String line) {
        try {
            connection.channel().write(line);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The next line; fails when the server closes instead.
    public String read() {
        String line = readOrEnd();
        assertThat(line).as("a line from the server").isNotNull();
        return line;
    }

    /// The next line, null when the server has closed in order.
    public @Nullable String readOrEnd() {
        try {
            return connection.channel().readLine(ANSWER_BYTES_MAX);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (WireException e) {
            throw new AssertionError(e);
        }
    }

    /// Says a line and reads one.
    public String ask(String line) {
        return send(line).read();
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

    /// The connection must break or end; what was still on its way is skipped.
    public void expectGone() {
        try {
            while (readOrEnd() != null) {}
        } catch (UncheckedIOException broken) {
            // Broken is gone too.
        }
    }

    /// Breaks the connection without a word.
    public void abort() {
        connection.channel().abort();
    }

    @Override
    public void close() {
        connection.close();
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
