package io.micropay.bench;

import java.nio.ByteBuffer;

/// The buffers of one thread that reads and writes connections, whichever it has at hand.
///
/// Between two calls they hold nothing: thousands of idle connections share them.
final class Scratch {

    /// Several of TLS's largest records (RFC 8446, section 5.2).
    private static final int BYTES = 1 << 17;

    /// As they come from the socket.
    final ByteBuffer sealed = ByteBuffer.allocate(BYTES);

    /// What was in them.
    final ByteBuffer opened = ByteBuffer.allocate(BYTES);

    /// As they go to the socket.
    final ByteBuffer outgoing = ByteBuffer.allocate(BYTES);
}
