package io.micropay.client;

import java.time.Duration;
import java.util.List;

/// How long a client waits for datagrams.
///
/// @param handshake for the whole handshake
/// @param answer for an answer, each time that the request was sent, one time after the other
public record DatagramPatience(Duration handshake, List<Duration> answer) {

    public DatagramPatience {
        answer = List.copyOf(answer);
        if (answer.isEmpty()) {
            throw new IllegalArgumentException("a request is sent once at least");
        }
    }

    /// That of the protocol: a request is sent again after 1, 2 and 4 s, and the last one is given as long.
    public static DatagramPatience standard() {
        return new DatagramPatience(
                Duration.ofSeconds(10),
                List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(4)));
    }

    /// All that an answer may take.
    Duration total() {
        return answer.stream().reduce(Duration.ZERO, Duration::plus);
    }
}
