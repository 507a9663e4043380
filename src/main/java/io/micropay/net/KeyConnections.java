package io.micropay.net;

import io.micropay.crypto.Fingerprint;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Counts the connections of each key, so that one key cannot take all places.
public final class KeyConnections {

    private final Map<Fingerprint, Integer> connections = new ConcurrentHashMap<>();
    private final int max;

    /// @param max connections that one key may have at the same time
    public KeyConnections(int max) {
        this.max = max;
    }

    /// Counts one more connection of `key`, unless it has as many as it may.
    public boolean enter(Fingerprint key) {
        boolean[] entered = new boolean[1];
        connections.compute(key, (same, count) -> {
            int before = count == null ? 0 : count;
            entered[0] = before < max;
            return entered[0] ? before + 1 : before;
        });
        return entered[0];
    }

    public void leave(Fingerprint key) {
        connections.computeIfPresent(key, (same, count) -> count == 1 ? null : count - 1);
    }
}
