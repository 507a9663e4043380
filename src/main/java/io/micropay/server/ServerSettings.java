package io.micropay.server;

import io.micropay.net.Deadlines;
import java.net.InetSocketAddress;

/// Where a server listens and what its limits are.
///
/// @param address port 0 takes a free one
/// @param workers clients served at the same time; the next one waits
/// @param waitingMax clients that may wait, and clients without a certificate that may be connected
/// @param connectionsPerKeyMax connections that one key may have at the same time
/// @param blocksMax blocks that may be on their way at the same time, each of which takes its length of memory
/// @param deadlines how long a client may take
public record ServerSettings(
        InetSocketAddress address,
        int workers,
        int waitingMax,
        int connectionsPerKeyMax,
        int blocksMax,
        Deadlines deadlines) {

    public ServerSettings {
        requireAtLeast(1, workers, "workers");
        requireAtLeast(0, waitingMax, "waiting clients");
        requireAtLeast(1, connectionsPerKeyMax, "connections per key");
        requireAtLeast(1, blocksMax, "blocks");
    }

    private static void requireAtLeast(int least, int value, String what) {
        if (value < least) {
            throw new IllegalArgumentException(
                    "the number of " + what + " must be at least " + least + ", not " + value);
        }
    }
}
