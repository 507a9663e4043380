package io.micropay.net;

import java.time.Duration;
import java.util.stream.Stream;

/// How long a peer may take for each thing it owes. All are absolute: progress does not extend them. Only a block that
/// comes has a pace: who sends a byte now and then would keep others waiting for as long as a whole block may take.
///
/// @param handshake from the accepted or begun connection to the end of the TLS handshake
/// @param line from a line's first byte to its LF
/// @param write for one answer to leave
/// @param idle from one line to the next one's first byte
/// @param drain from our half-close to the peer's
/// @param anonymous the whole life of a connection without a certificate
/// @param block for the largest block of bytes to come or to leave; a sixth of it for the first bytes to come
public record Deadlines(
        Duration handshake,
        Duration line,
        Duration write,
        Duration idle,
        Duration drain,
        Duration anonymous,
        Duration block) {

    /// The protocol's longest block.
    private static final int BLOCK_BYTES_MAX = 8 << 20;

    /// The part of its time that a block has for its first bytes: enough for short ones on slow lines.
    private static final int BLOCK_START = 6;

    public Deadlines {
        Stream.of(handshake, line, write, idle, drain, anonymous, block).forEach(Deadlines::checkPositive);
    }

    /// The deadlines of the protocol.
    public static Deadlines standard() {
        return new Deadlines(
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofMinutes(15),
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                Duration.ofSeconds(60));
    }

    Duration of(Deadline deadline) {
        return switch (deadline) {
            case HANDSHAKE -> handshake;
            case LINE -> line;
            case WRITE -> write;
            case IDLE -> idle;
            case LIFETIME -> anonymous;
            case DRAIN -> drain;
            case BLOCK -> block;
        };
    }

    /// When the next bytes of a block must be here, from its beginning on: at this pace the largest one is here when
    /// the time for a block is over.
    Duration ofBlock(int bytesHere) {
        Duration start = block.dividedBy(BLOCK_START);
        return start.plus(block.minus(start).multipliedBy(bytesHere).dividedBy(BLOCK_BYTES_MAX));
    }

    private static void checkPositive(Duration duration) {
        if (!duration.isPositive()) {
            throw new IllegalArgumentException("a deadline must be positive, not " + duration);
        }
    }
}
