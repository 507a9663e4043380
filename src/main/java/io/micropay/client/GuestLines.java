package io.micropay.client;

import io.micropay.wire.Block;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/// A question and its answer between two processes of one wallet, over before a time is.
final class GuestLines implements AutoCloseable {

    /// A list of several thousand who are online, or a block.
    private static final int BYTES_MAX = (1 << 20) + Block.BYTES_MAX;

    private static final int PIECE = 8_192;

    private final SocketChannel channel;

    /// @param patience how long it may take
    GuestLines(SocketChannel channel, Duration patience) {
        this.channel = channel;
        Executor late = CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS);
        late.execute(this::close);
    }

    /// Writes a message, and then no more.
    void write(GuestMessage message) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(message.bytes());
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.shutdownOutput();
    }

    /// All that the other writes.
    GuestMessage read() throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        while (channel.read(piece) >= 0) {
            message.write(piece.array(), 0, piece.position());
            piece.clear();
            if (message.size() > BYTES_MAX) {
                throw new IOException("more than " + BYTES_MAX + " bytes");
            }
        }
        return new GuestMessage(message.toByteArray());
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException closed) {
            // It is over in any case.
        }
    }
}
