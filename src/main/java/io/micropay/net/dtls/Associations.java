package io.micropay.net.dtls;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The peers of one listener by their addresses. Only the listener's thread adds.
final class Associations {

    /// An IPv6 subscriber has as many addresses as he likes in a network of 64 bits.
    private static final int NETWORK_BYTES_OF_IPV6 = 8;

    private final Map<InetSocketAddress, Association> open = new ConcurrentHashMap<>();
    private final DtlsLimits limits;

    Associations(DtlsLimits limits) {
        this.limits = limits;
    }

    @Nullable
    Association at(InetSocketAddress peer) {
        return open.get(peer);
    }

    /// Adds one, unless there are too many. A peer that has shown that it is at its address, and begins anew, has
    /// forgotten its former association: that ends (RFC 6347, section 4.2.8).
    boolean add(Association association) {
        Association former = open.get(association.peer());
        if (former == null && isFull(association.peer().getAddress())) {
            return false;
        }
        if (former != null) {
            former.close();
        }
        open.put(association.peer(), association);
        return true;
    }

    void remove(Association association) {
        open.remove(association.peer(), association);
    }

    void endAll() {
        open.values().forEach(Association::close);
    }

    int size() {
        return open.size();
    }

    private boolean isFull(InetAddress newcomer) {
        byte[] network = network(newcomer);
        return open.size() >= limits.peersMax()
                || open.keySet().stream()
                                .filter(peer -> Arrays.equals(network(peer.getAddress()), network))
                                .count()
                        >= limits.peersPerNetworkMax();
    }

    private static byte[] network(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address instanceof Inet6Address ? Arrays.copyOf(bytes, NETWORK_BYTES_OF_IPV6) : bytes;
    }
}
