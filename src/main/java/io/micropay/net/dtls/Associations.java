package io.micropay.net.dtls;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The peers of one listener by their addresses. Only the listener's thread adds.
///
/// One that gives way to another counts until its thread has ended, which may have a signature to make first. So there
/// are never more threads than peers are allowed.
final class Associations {

    /// An IPv6 subscriber has as many addresses as he likes in a network of 64 bits.
    private static final int NETWORK_BYTES_OF_IPV6 = 8;

    private final Map<InetSocketAddress, Association> open = new ConcurrentHashMap<>();
    private final Map<ByteBuffer, Integer> running = new ConcurrentHashMap<>();
    private final AtomicInteger runningInAll = new AtomicInteger();
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
        if (former != null) {
            former.close();
        }
        ByteBuffer network = network(association);
        if (runningInAll.get() >= limits.peersMax()
                || running.getOrDefault(network, 0) >= limits.peersPerNetworkMax()) {
            return false;
        }
        runningInAll.incrementAndGet();
        running.merge(network, 1, Integer::sum);
        open.put(association.peer(), association);
        return true;
    }

    /// To be called once, when the association's thread ends.
    void remove(Association association) {
        open.remove(association.peer(), association);
        running.computeIfPresent(network(association), (network, count) -> count == 1 ? null : count - 1);
        runningInAll.decrementAndGet();
    }

    void endAll() {
        open.values().forEach(Association::close);
    }

    int size() {
        return runningInAll.get();
    }

    private static ByteBuffer network(Association association) {
        InetAddress address = association.peer().getAddress();
        byte[] bytes = address.getAddress();
        return ByteBuffer.wrap(bytes, 0, address instanceof Inet6Address ? NETWORK_BYTES_OF_IPV6 : bytes.length);
    }
}
