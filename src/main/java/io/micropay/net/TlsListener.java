package io.micropay.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Accepts TLS connections on a port, and serves each on a virtual thread of its own.
///
/// One platform thread accepts and does nothing else: the handshake too runs on the connection's
/// thread, so that a silent client keeps nobody waiting. Nothing that happens on a connection
/// ends the listener, and neither does a process that is out of file descriptors.
public final class TlsListener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TlsListener.class);

    private static final int PENDING_HANDSHAKES_MAX = 4096;
    private static final long PAUSE_NANOS = 100_000_000;

    private final AcceptSocket socket;
    private final Handshake handshake;
    private final PendingHandshakes pending;
    private final ConnectionHandler handler;
    private final Thread acceptor = Thread.ofPlatform().name("micropay-accept").unstarted(this::acceptAll);

    TlsListener(AcceptSocket socket, Handshake handshake, PendingHandshakes pending, ConnectionHandler handler) {
        this.socket = socket;
        this.handshake = handshake;
        this.pending = pending;
        this.handler = handler;
    }

    /// Binds the address and starts to accept.
    ///
    /// @param address port 0 takes a free one
    /// @param backlog how many connections the system may keep before they are accepted
    /// @throws java.net.BindException when the port is taken or the address is not this machine's
    public static TlsListener open(
            InetSocketAddress address, int backlog, TlsContext context, Watchdog watchdog, ConnectionHandler handler)
            throws IOException {
        var socket = new AcceptSocket();
        try {
            socket.bind(address, backlog);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        var pending = new PendingHandshakes(PENDING_HANDSHAKES_MAX);
        return new TlsListener(socket, new Handshake(context, watchdog), pending, handler).start();
    }

    TlsListener start() {
        acceptor.start();
        return this;
    }

    /// The bound address, with the port that was taken.
    public InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /// Accepts no more, once this returns; the connections that exist go on.
    @Override
    public void close() {
        try {
            socket.close();
            acceptor.join();
        } catch (IOException e) {
            LOG.debug("closing the port failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void acceptAll() {
        boolean troubled = false;
        while (!socket.isClosed()) {
            try {
                accept();
                troubled = false;
            } catch (IOException | RuntimeException | OutOfMemoryError failure) {
                if (!troubled && !socket.isClosed()) {
                    LOG.warn("cannot accept connections for now: {}", String.valueOf(failure.getMessage()));
                }
                troubled = true;
                // What makes accepting fail, such as too many open files, seldom passes at once.
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private void accept() throws IOException {
        RawSocket raw = socket.accept();
        try {
            pending.begin(raw);
            Thread.ofVirtual().name("connection").start(() -> serve(raw));
        } catch (RuntimeException | OutOfMemoryError e) {
            pending.end(raw);
            raw.abort();
            throw e;
        }
    }

    private void serve(RawSocket raw) {
        try (TlsConnection connection = establish(raw)) {
            handler.serve(connection);
        } catch (IOException gone) {
            LOG.debug("{}: {}", raw.getRemoteSocketAddress(), String.valueOf(gone.getMessage()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error bug) {
            LOG.error("{}: connection ended by a fault", raw.getRemoteSocketAddress(), bug);
        } finally {
            raw.abort();
        }
    }

    private TlsConnection establish(RawSocket raw) throws IOException {
        try {
            return handshake.over(raw, raw.getInetAddress().getHostAddress());
        } finally {
            pending.end(raw);
        }
    }
}
