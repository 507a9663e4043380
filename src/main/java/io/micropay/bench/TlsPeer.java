package io.micropay.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/// One TLS connection to the server, for one thread at a time, and lean: on a machine that the server shares, what the
/// generator saves is the server's.
///
/// A read of it blocks, with a deadline, until a [LoadLoop] takes it over; then it reads what is there. Requests fit a
/// record and a socket's buffer, so a write never waits for long.
final class TlsPeer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final byte[] NOTHING = new byte[0];

    private final SocketChannel channel;
    private final SSLEngine engine;
    private byte[] unread = NOTHING;
    private boolean blocking = true;

    private TlsPeer(SocketChannel channel, SSLEngine engine) {
        this.channel = channel;
        this.engine = engine;
    }

    /// Connects and shakes hands.
    ///
    /// @param engine a client's, which has not begun
    static TlsPeer dial(InetSocketAddress address, SSLEngine engine, Scratch scratch) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.socket().setTcpNoDelay(true);
            channel.socket().setSoTimeout((int) PATIENCE.toMillis());
            channel.socket().connect(address, (int) PATIENCE.toMillis());
            var peer = new TlsPeer(channel, engine);
            peer.shakeHands(scratch);
            return peer;
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    private void shakeHands(Scratch scratch) throws IOException {
        engine.beginHandshake();
        ByteBuffer sealed = scratch.sealed.clear().flip();
        HandshakeStatus status = engine.getHandshakeStatus();
        while (status != HandshakeStatus.FINISHED && status != HandshakeStatus.NOT_HANDSHAKING) {
            status = switch (status) {
                case NEED_TASK -> runTasks();
                case NEED_WRAP -> send(NOTHING, 0, scratch).getHandshakeStatus();
                default -> advance(sealed, scratch);
            };
        }
        keepUnread(sealed);
    }

    private HandshakeStatus runTasks() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
        return engine.getHandshakeStatus();
    }

    private HandshakeStatus advance(ByteBuffer sealed, Scratch scratch) throws IOException {
        SSLEngineResult result = engine.unwrap(sealed, scratch.opened.clear());
        if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
            throw new EOFException("the server closed the connection");
        }
        if (result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW) {
            sealed.compact();
            boolean more = fill(sealed) >= 0;
            sealed.flip();
            if (!more) {
                throw new EOFException("the server went away");
            }
        }
        return result.getHandshakeStatus();
    }

    /// Writes one request.
    void write(byte[] request, Scratch scratch) throws IOException {
        send(request, request.length, scratch);
    }

    private SSLEngineResult send(byte[] bytes, int length, Scratch scratch) throws IOException {
        ByteBuffer outgoing = scratch.outgoing.clear();
        SSLEngineResult result = engine.wrap(ByteBuffer.wrap(bytes, 0, length), outgoing);
        if (result.getStatus() != SSLEngineResult.Status.OK && result.getStatus() != SSLEngineResult.Status.CLOSED) {
            throw new SSLException("not written: " + result.getStatus());
        }
        outgoing.flip();
        while (outgoing.hasRemaining()) {
            channel.write(outgoing);
        }
        return result;
    }

    /// Reads once. What came is in `scratch.opened`, from its position to its limit, and may be nothing.
    ///
    /// @return false at the end of the connection
    boolean read(Scratch scratch) throws IOException {
        ByteBuffer sealed = scratch.sealed.clear().put(unread);
        if (fill(sealed) < 0) {
            scratch.opened.clear().flip();
            return false;
        }
        sealed.flip();
        ByteBuffer opened = scratch.opened.clear();
        boolean open = true;
        SSLEngineResult.Status status = SSLEngineResult.Status.OK;
        while (status == SSLEngineResult.Status.OK && sealed.hasRemaining()) {
            SSLEngineResult result = engine.unwrap(sealed, opened);
            status = result.getStatus();
            open = status != SSLEngineResult.Status.CLOSED;
            if (result.getHandshakeStatus() == HandshakeStatus.NEED_WRAP && open) {
                send(NOTHING, 0, scratch);
            }
        }
        keepUnread(sealed);
        opened.flip();
        return open || opened.hasRemaining();
    }

    private int fill(ByteBuffer sealed) throws IOException {
        if (!blocking) {
            return channel.read(sealed);
        }
        InputStream in = channel.socket().getInputStream();
        try {
            int count = in.read(sealed.array(), sealed.arrayOffset() + sealed.position(), sealed.remaining());
            sealed.position(sealed.position() + Math.max(count, 0));
            return count;
        } catch (SocketTimeoutException late) {
            throw new SocketTimeoutException("the server did not answer within " + PATIENCE.toSeconds() + " s");
        }
    }

    private void keepUnread(ByteBuffer sealed) {
        unread = NOTHING;
        if (sealed.hasRemaining()) {
            unread = new byte[sealed.remaining()];
            sealed.get(unread);
        }
    }

    /// From now on reads do not wait.
    void handOver(Selector selector, Object attachment) throws IOException {
        channel.configureBlocking(false);
        blocking = false;
        channel.register(selector, SelectionKey.OP_READ, attachment);
    }

    /// From now on reads wait again; the selector it was handed to must be closed.
    void takeBack() throws IOException {
        try {
            channel.configureBlocking(true);
            blocking = true;
        } catch (ClosedChannelException gone) {
            throw new EOFException("the connection is closed");
        }
    }

    /// Closes at once, without a word.
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException ignored) {
            // It is closed all the same.
        }
    }
}
