package io.micropay.net;

/// What a peer can be late with.
public enum Deadline {
    /// The TLS handshake, from the accepted connection to its end.
    HANDSHAKE,
    /// A line, from its first byte to its LF.
    LINE,
    /// A write, which waits only for a peer that does not read.
    WRITE,
    /// The next line's first byte.
    IDLE,
    /// The whole connection, for one that may not stay.
    LIFETIME,
    /// The peer's end of the connection, once ours is closed.
    DRAIN,
    /// A block of bytes, in whichever direction.
    BLOCK
}
