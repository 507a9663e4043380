package io.micropay.net.dtls;

import java.time.Duration;

/// What a listener spends on its peers. A datagram costs its sender nothing, so all of it is bounded.
///
/// @param peersMax peers that shake hands or are connected
/// @param peersPerNetworkMax those of one IPv4 address, or of one IPv6 network of 64 bits, which is what one
/// subscriber gets
/// @param handshake from the first hello with a cookie to the end of the handshake
/// @param idle from one request to the next
public record DtlsLimits(int peersMax, int peersPerNetworkMax, Duration handshake, Duration idle) {

    /// A household or a till behind one address, not a whole service.
    private static final int PEERS_PER_NETWORK = 64;

    /// A flight that is lost is sent again after 0.3 s, and after twice as long each time: five times.
    private static final Duration HANDSHAKE = Duration.ofSeconds(10);

    /// As long as a quote holds: who pays within that time need not shake hands again.
    private static final Duration IDLE = Duration.ofMinutes(5);

    public DtlsLimits {
        int fewest = Math.min(peersMax, peersPerNetworkMax);
        if (fewest < 1) {
            throw new IllegalArgumentException("the number of peers over UDP must be at least 1, not " + fewest);
        }
        if (!handshake.isPositive() || !idle.isPositive()) {
            throw new IllegalArgumentException("a peer must be given some time");
        }
    }

    /// The usual limits, for so many peers.
    public static DtlsLimits of(int peersMax) {
        return new DtlsLimits(peersMax, PEERS_PER_NETWORK, HANDSHAKE, IDLE);
    }
}
