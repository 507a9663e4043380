package io.micropay.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A listener on a free loopback port, which notes how each of its connections ended.
final class TestServer implements AutoCloseable {

    /// Deadlines long enough never to pass in a test that is not about them.
    static final Deadlines LONG = deadlines(Duration.ofSeconds(30), Duration.ofSeconds(30));

    private final Watchdog watchdog;
    private final TlsListener listener;
    private final BlockingQueue<Optional<Exception>> ends = new LinkedBlockingQueue<>();

    private TestServer(TlsContext context, Deadlines deadlines, ConnectionHandler handler) throws IOException {
        watchdog = Watchdog.start(deadlines);
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        listener = TlsListener.open(address, 100, context, watchdog, noting(handler));
    }

    static TestServer start(TlsContext context, ConnectionHandler handler) throws IOException {
        return new TestServer(context, LONG, handler);
    }

    static TestServer start(TlsContext context, Deadlines deadlines, ConnectionHandler handler) throws IOException {
        return new TestServer(context, deadlines, handler);
    }

    /// Answers each line with itself.
    static void echo(TlsConnection connection) throws IOException {
        try {
            String line = connection.channel().readLine();
            while (line != null) {
                connection.channel().write(line);
                line = connection.channel().readLine();
            }
        } catch (WireException unreadable) {
            connection.channel().write("230 FORMAT#" + unreadable.reason());
        }
    }

    /// All deadlines the same, but for the drain.
    static Deadlines deadlines(Duration each, Duration drain) {
        return new Deadlines(each, each, each, each, drain, each, each);
    }

    InetSocketAddress address() {
        return listener.address();
    }

    Watchdog watchdog() {
        return watchdog;
    }

    TlsListener listener() {
        return listener;
    }

    /// Waits for the next connection to end, in order or with an exception.
    Optional<Exception> nextEnd() throws InterruptedException {
        Optional<Exception> end = ends.poll(10, TimeUnit.SECONDS);
        if (end == null) {
            throw new AssertionError("no connection has ended");
        }
        return end;
    }

    @Override
    public void close() {
        listener.close();
        watchdog.close();
    }

    private ConnectionHandler noting(ConnectionHandler handler) {
        return connection -> {
            try {
                handler.serve(connection);
                ends.add(Optional.empty());
            } catch (IOException | InterruptedException | RuntimeException e) {
                ends.add(Optional.of(e));
                throw e;
            }
        };
    }
}
